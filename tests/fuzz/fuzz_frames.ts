import { integerBetween, seededRandom } from "@/lib/demo/random.ts";
import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import { deliveries } from "../live/fakes.ts";
import { frame, OPCODE, RawSocket, type Received } from "../support/raw_socket.ts";
import { buildRoutes } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";
import { FrameMaker } from "./frame_maker.ts";
import type { FuzzResult } from "./fuzz_result.ts";
import { internalsIn } from "./judge.ts";
import { Memory } from "./memory.ts";

/** Connections at once. */
const AT_ONCE = 16;
const MOST_FRAMES = 30;
/** Milliseconds after which a connection that we have ended is said to hang. */
const HANGS_AFTER = 30_000;

/** Sends `count` frames to a real server, over connections that each end with one that says that no more come. */
export async function fuzzFrames(
  { seed, count, settle = 0 }: { seed: number; count: number; settle?: number },
): Promise<FuzzResult> {
  const { services, hub, clock, sessions } = await openTestServices();
  hub.publish(deliveries(clock));
  const handler = (await buildRoutes())(services);
  // Each of the loopback addresses has ports of its own, of which those that were just used are not free.
  const server = Deno.serve({ hostname: "0.0.0.0", port: 0, onListen: () => {} }, handler);
  const ticking = setInterval(() => {
    clock.advance(1_000);
    sessions.tick();
  }, 10);
  const random = seededRandom(seed);
  const maker = new FrameMaker(random);
  const faults: string[] = [];
  const statuses: Record<string, number> = {};
  const memory = new Memory(count);
  let sent = 0;
  let connection = 0;
  const visit = async () => {
    while (sent < count) {
      const frames = Array.from(
        { length: Math.min(count - sent, integerBetween(random, 1, MOST_FRAMES)) },
        () => maker.make(),
      );
      const [before, after] = [sent, sent += frames.length];
      const host = `127.0.0.${1 + (connection++ % 250)}:${server.addr.port}`;
      const { code, fault } = await visitOnce(host, frames);
      statuses[code] = (statuses[code] ?? 0) + 1;
      if (fault) faults.push(`${fault} (seed ${seed}, connection ${connection})`);
      for (let each = before; each < after; each++) memory.look(each);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, visit));
  const ping = frame({ opcode: OPCODE.text, payload: '{"type":"ping"}' });
  const { code, fault } = await visitOnce(`127.0.0.1:${server.addr.port}`, [ping]);
  if (fault || code !== "answered") faults.push(`afterwards: ${fault ?? code}`);
  // The last that were closed are still being told of.
  for (let turns = 0; sessions.size > 0 && turns < 500; turns++) {
    await new Promise((done) => setTimeout(done, 10));
  }
  if (sessions.size > 0) faults.push(`${sessions.size} sessions are left`);
  clearInterval(ticking);
  await server.shutdown();
  // Deno 2.9 keeps a socket that ended without a word until its idle time-out.
  await new Promise((done) => setTimeout(done, settle));
  return { sent, statuses, faults, ...memory.growth() };
}

/** One connection: what it came to, and what was wrong with what came back. */
async function visitOnce(
  host: string,
  frames: readonly Uint8Array[],
): Promise<{ code: string; fault?: string }> {
  using socket = await RawSocket.open(host, { protocol: PROTOCOL_V1 });
  const late = Promise.withResolvers<"hangs">();
  const timer = setTimeout(() => late.resolve("hangs"), HANGS_AFTER);
  const sending = socket.send(...frames).catch(() => {}).then(() => socket.sendNoMore());
  let code = "none";
  try {
    for (;;) {
      const received = await Promise.race([socket.receive(), late.promise]);
      if (received === "hangs") return { code, fault: "hangs" };
      if (received === null) return { code };
      const fault = faultOf(received);
      if (fault) return { code, fault };
      code = received.opcode === OPCODE.close
        ? String(received.code ?? "no code")
        : code === "none"
        ? "answered"
        : code;
    }
  } finally {
    clearTimeout(timer);
    await sending;
  }
}

function faultOf({ opcode, text }: Received): string | undefined {
  const found = internalsIn(text);
  if (found) return `tells ${found}`;
  if (opcode !== OPCODE.text) return undefined;
  try {
    JSON.parse(text);
  } catch {
    return `is no JSON: ${text.slice(0, 100)}`;
  }
}
