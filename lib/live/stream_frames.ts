import { type CloseCode, closeReason } from "../shared/close_codes.ts";
import type { Frame } from "./frames.ts";

const utf8 = new TextEncoder();

/** What the end of a stream cannot say: why, as the close frame of a WebSocket does. An event of its own, `close`. */
export function closeEvent(close: CloseCode): Uint8Array {
  const data = JSON.stringify({ code: close.code, reason: closeReason(close) });
  return utf8.encode(`event: close\ndata: ${data}\n\n`);
}

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
