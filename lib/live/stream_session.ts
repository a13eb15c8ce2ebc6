import type { CloseCode } from "../shared/close_codes.ts";
import type { Frame } from "./frames.ts";
import type { SessionContext } from "./session.ts";
import { PatchSession } from "./session_patch.ts";
import type { StreamFrames } from "./stream_frames.ts";
import type { StreamSocket } from "./stream_socket.ts";

/** A client of `GET /api/stream`: the messages of `marketpulse.v1` as Server-Sent Events, in one direction. */
export class StreamSession extends PatchSession {
  readonly #frames: StreamFrames;
  readonly #stream: StreamSocket;

  constructor(socket: StreamSocket, context: SessionContext, frames: StreamFrames) {
    super(socket, context);
    this.#stream = socket;
    this.#frames = frames;
  }

  protected override write(frame: Frame): number {
    const event = this.#frames.event(frame, this.context.hub.snapshot.epoch);
    this.#stream.write(event);
    return event.length;
  }

  override close(close: CloseCode): void {
    if (close.comeBackAfter !== undefined) this.#stream.retryAfter(close.comeBackAfter);
    super.close(close);
  }
}
