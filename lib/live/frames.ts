/**
 * Encoded frames, each made once and shared by everybody who gets the same: what a change costs does not grow with the
 * number of its viewers.
 */
import { mask } from "../shared/mask.ts";
import type { ServerMessage } from "../shared/protocol.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import type { Change } from "./hub.ts";
import { isMasked, type Topics } from "./topics.ts";
import { narrow, withoutHidden } from "./wire_patch.ts";

/** An encoded message, ready to be sent to any number of clients. */
export interface Frame {
  readonly text: string;
  /** Length of the text in UTF-8. */
  readonly bytes: number;
  /** Number of the state that the client has after it; `undefined` where the message says nothing of that. */
  readonly seq?: number | undefined;
}

const utf8 = new TextEncoder();

export function encode(message: ServerMessage): Frame {
  const text = JSON.stringify(message);
  return { text, bytes: utf8.encode(text).length, seq: "seq" in message ? message.seq : undefined };
}

export class Frames {
  /** The snapshot that `#made` was encoded from; a new one makes it worthless. */
  #of: Snapshot | undefined;
  #made = new Map<string, Frame | undefined>();
  /** What the last client got of a change; nearly always the next one gets the same, and this asks no map for it. */
  #last: { change: Change; topics: Topics; frame: Frame | undefined } | undefined;

  initial(snapshot: Snapshot, topics: Topics): Frame {
    return this.#once(snapshot, `initial ${topics}`, () => {
      const shown = isMasked(topics) ? mask(snapshot) : snapshot;
      const { seq, epoch } = shown;
      return encode({ type: "initial", seq, epoch, data: withoutHidden(narrow(shown, topics), topics) });
    })!;
  }

  /** The old page's first message (`initial`) or later ones (`update`); both carry everything that it can read. */
  whole(snapshot: Snapshot, type: "initial" | "update"): Frame {
    return this.#once(
      snapshot,
      `whole ${type}`,
      () => encode({ type, data: { ...snapshot, config: null } }),
    )!;
  }

  /** Tells that the connection lives although no source delivered. */
  silence(snapshot: Snapshot): Frame {
    const { seq, timestamp: at } = snapshot;
    return this.#once(
      snapshot,
      "silence",
      () => encode({ type: "beat", seq, at, from: [] }),
    )!;
  }

  /**
   * A patch, or a beat where a tick changed nothing; `undefined` when there is nothing for a subscriber of these topics.
   * Where only something hidden changed, the patch is empty and takes the state's number along.
   */
  change(snapshot: Snapshot, change: Change, topics: Topics): Frame | undefined {
    if (this.#last?.change !== change || this.#last.topics !== topics) {
      this.#last = { change, topics, frame: this.#change(snapshot, change, topics) };
    }
    return this.#last.frame;
  }

  #change(snapshot: Snapshot, change: Change, topics: Topics): Frame | undefined {
    const { seq, at, patch, masked = patch, confirmation } = change;
    if (!patch) {
      return this.#once(snapshot, `beat ${at}`, () => encode({ type: "beat", seq, at, ...confirmation }));
    }
    return this.#once(snapshot, `patch ${seq} ${topics}`, () => {
      const data = narrow(patch, topics);
      if (Object.keys(data).length === 0) return undefined;
      const shown = withoutHidden(isMasked(topics) ? narrow(masked!, topics) : data, topics);
      return encode({ type: "patch", seq, at, data: shown, ...confirmation });
    });
  }

  #once(snapshot: Snapshot, name: string, make: () => Frame | undefined): Frame | undefined {
    if (this.#of !== snapshot) {
      this.#of = snapshot;
      this.#made = new Map();
    }
    if (!this.#made.has(name)) this.#made.set(name, make());
    return this.#made.get(name);
  }
}
