import type { Frame } from "./frames.ts";

const utf8 = new TextEncoder();

/** Frames as Server-Sent Events, each encoded once however many clients get it. */
export class StreamFrames {
  readonly #events = new WeakMap<Frame, Uint8Array>();

  /**
   * `id: EPOCH:SEQ` and the message as `data:`. JSON has no line breaks of its own, so one line holds it.
   * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
   */
  event(frame: Frame, epoch: string): Uint8Array {
    const made = this.#events.get(frame);
    if (made) return made;
    const id = frame.seq === undefined ? "" : `id: ${epoch}:${frame.seq}\n`;
    const event = utf8.encode(`${id}data: ${frame.text}\n\n`);
    this.#events.set(frame, event);
    return event;
  }
}
