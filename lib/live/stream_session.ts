import type { Frame } from "./frames.ts";
import type { SessionOptions } from "./session.ts";
import { PatchSession } from "./session_patch.ts";
import type { StreamFrames } from "./stream_frames.ts";
import type { Position } from "./stream_position.ts";

/** A client of `GET /api/stream`: the messages of `marketpulse.v1` as Server-Sent Events, in one direction. */
export class StreamSession extends PatchSession {
  readonly #frames: StreamFrames;

  constructor(options: SessionOptions, frames: StreamFrames) {
    super(options);
    this.#frames = frames;
  }

  /** Sends what the client missed, or the whole state to one that has none. */
  start(position: Position | null): void {
    if (position) this.handle({ type: "resume", ...position });
    else this.greet();
  }

  override send(frame: Frame): void {
    super.send(this.#frames.event(frame, this.options.hub.snapshot.epoch));
  }
}
