import type { CloseCode } from "../shared/close_codes.ts";
import type { Frame } from "./frames.ts";
import type { SessionContext } from "./session.ts";
import { PatchSession } from "./session_patch.ts";
import { closeEvent, type StreamFrames } from "./stream_frames.ts";
import type { StreamSocket } from "./stream_socket.ts";
import type { Topics } from "./topics.ts";

interface StreamOptions {
  readonly frames: StreamFrames;
  /** What the client may see. */
  readonly allowed: Topics;
}

/** A client of `GET /api/stream`: the messages of `marketpulse.v1` as Server-Sent Events, in one direction. */
export class StreamSession extends PatchSession {
  readonly #frames: StreamFrames;
  readonly #stream: StreamSocket;

  constructor(socket: StreamSocket, context: SessionContext, { frames, allowed }: StreamOptions) {
    super(socket, context, allowed);
    this.#stream = socket;
    this.#frames = frames;
  }

  protected override write(frame: Frame): number {
    const event = this.#frames.event(frame, this.epoch);
    this.#stream.write(event);
    return event.length;
  }

  override close(close: CloseCode): void {
    if (close.comeBackAfter !== undefined) this.#stream.retryAfter(close.comeBackAfter);
    this.#stream.write(closeEvent(close));
    super.close(close);
  }
}
