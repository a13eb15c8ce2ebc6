import { integerBetween, pick, type Random } from "@/lib/demo/random.ts";
import { frame, type FrameParts, OPCODE } from "../support/raw_socket.ts";
import { RequestMaker } from "./request_maker.ts";

const TYPES = ["ping", "subscribe", "unsubscribe", "resume", "resync", "nothing", "__proto__"];
const TOPICS = ["sales", "orders", "inventory", "system", "api_status", "custom", "nothing", "constructor"];

/** Makes frames: most are right and say something odd, some are broken in each way that there is. */
export class FrameMaker {
  readonly #random: Random;
  readonly #json: RequestMaker;

  constructor(random: Random) {
    this.#random = random;
    this.#json = new RequestMaker(random, { paths: ["/"], shown: [{}] });
  }

  make(): Uint8Array {
    const bytes = frame(this.#parts());
    if (this.#random() < 0.02) {
      bytes[Math.floor(this.#random() * bytes.length)]! ^= 1 << integerBetween(this.#random, 0, 7);
    }
    return this.#random() < 0.005 ? bytes.slice(0, integerBetween(this.#random, 0, bytes.length - 1)) : bytes;
  }

  #parts(): FrameParts {
    const random = this.#random;
    const chance = random();
    if (chance < 0.7) return { opcode: OPCODE.text, payload: this.#message() };
    if (chance < 0.78) {
      return {
        opcode: pick(random, [OPCODE.ping, OPCODE.pong]),
        payload: "a".repeat(integerBetween(random, 0, 130)),
      };
    }
    if (chance < 0.84) {
      return {
        opcode: pick(random, [OPCODE.text, OPCODE.continuation]),
        payload: this.#message(),
        fin: random() < 0.5,
      };
    }
    if (chance < 0.88) return { opcode: OPCODE.binary, payload: this.#bytes(300) };
    if (chance < 0.92) return { opcode: OPCODE.text, payload: this.#bytes(50) };
    if (chance < 0.94) return { opcode: OPCODE.close, payload: this.#bytes(130) };
    if (chance < 0.96) return { opcode: integerBetween(random, 3, 15), payload: this.#bytes(20) };
    if (chance < 0.98) {
      return { opcode: OPCODE.text, payload: this.#message(), reserved: integerBetween(random, 1, 7) };
    }
    if (chance < 0.985) {
      return { opcode: OPCODE.text, payload: "a".repeat(integerBetween(random, 16_000, 20_000)) };
    }
    if (chance < 0.99) {
      return {
        opcode: OPCODE.text,
        length: pick(random, [70_000_000, 2n ** 63n, 2n ** 64n - 1n, 200, 70_000]),
      };
    }
    return { opcode: OPCODE.text, payload: this.#message(), masked: false };
  }

  #message(): string {
    const random = this.#random;
    if (random() < 0.15) return JSON.stringify(this.#json.json(3));
    const topics = Array.from({ length: integerBetween(random, 0, 4) }, () => pick(random, TOPICS));
    const text = JSON.stringify({
      type: pick(random, TYPES),
      ...(random() < 0.6 && { topics: random() < 0.9 ? topics : this.#json.json(1) }),
      ...(random() < 0.4 &&
        { epoch: pick(random, ["epoch-1", "", "x"]), seq: pick(random, [0, 1, 2, -1, 1e300, "1"]) }),
    });
    return random() < 0.1 ? text.slice(0, integerBetween(random, 0, text.length)) : text;
  }

  #bytes(most: number): Uint8Array {
    return Uint8Array.from(
      { length: integerBetween(this.#random, 0, most) },
      () => integerBetween(this.#random, 0, 255),
    );
  }
}
