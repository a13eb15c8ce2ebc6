import { maskedEpoch } from "../shared/mask.ts";
import type { ClientMessage } from "../shared/protocol.ts";
import type { Topic } from "../shared/snapshot.ts";
import type { Frame } from "./frames.ts";
import type { Change } from "./hub.ts";
import { FORBIDDEN_TOPIC, isTopic, UNKNOWN_TOPIC } from "./client_message.ts";
import { Session, type SessionContext, type Socket } from "./session.ts";
import type { Position } from "./position.ts";
import { ALL_TOPICS, isMasked, type Topics, topicsOf } from "./topics.ts";

/** Milliseconds by which a beat waits for a tick that is only a little late. */
const BEAT_GRACE = 500;

/** Milliseconds by which a tick may be early and still be heard as a beat of its own. */
const BEAT_EARLY = 1000;

/** A client of `marketpulse.v1`. */
export class PatchSession extends Session {
  /** What the client may see. */
  readonly #allowed: Topics;
  #topics: Topics;
  /** Until the client has a state to merge patches into it gets none. */
  #state: "new" | "current" | "behind" = "new";

  constructor(socket: Socket, context: SessionContext, allowed: Topics = ALL_TOPICS) {
    super(socket, context);
    this.#allowed = this.#topics = allowed;
  }

  changed(change: Change): void {
    if (this.#state === "new" || (!change.patch && this.#heardJustNow)) return;
    if (this.lags()) return this.fellBehind();
    if (this.#state === "behind") return this.#sendInitial();
    const { hub, frames } = this.context;
    this.#sendSome(frames.change(hub.snapshot, change, this.#topics));
  }

  /** Whether a beat can wait for the next tick, because something was sent well within the interval. */
  get #heardJustNow(): boolean {
    const { clock, interval } = this.context;
    return clock.now() - this.sentAt < interval() - BEAT_EARLY && !this.isLagging;
  }

  protected passed(now: number): void {
    // A tick of the collector is heard as it comes, so a beat is for when none does.
    const beatIsDue = now - this.sentAt >= this.context.interval() + BEAT_GRACE;
    const isWell = this.#state === "current" && !this.isLagging;
    // Ten thousand clients are asked this every second, and nearly all of them are well: nothing costly comes before it.
    if (this.#state === "new" || (isWell && !beatIsDue) || this.lags()) return;
    if (this.#state === "behind") this.#sendInitial();
    else if (beatIsDue) this.#sendBeat();
  }

  protected fellBehind(): void {
    if (this.#state === "current") this.#state = "behind";
  }

  /** Sends what the client missed since a state that it has, or the whole state to one that has none. */
  start(position: Position | null): void {
    if (position) this.#resume(position);
    else this.greet();
  }

  /** Sends the state to a client that did not say within the grace time that it has one. */
  greet(): void {
    if (this.#state === "new") this.#sendInitial();
  }

  protected handle(message: ClientMessage): void {
    if (message.type === "subscribe" && !message.topics && !isTopic(message.topic)) {
      return this.refuse(UNKNOWN_TOPIC);
    }
    switch (message.type) {
      case "resume":
        return this.#resume(message);
      case "resync":
        return this.#sendInitial();
      case "subscribe":
        return this.#subscribe(message.topics ?? [message.topic as Topic], "add");
      case "unsubscribe":
        return this.#subscribe(message.topics, "leave");
    }
  }

  /** Only a first message can resume: later the client has newer data already. */
  #resume({ epoch, seq }: Position): void {
    if (this.#state !== "new") return;
    const { hub, frames } = this.context;
    const { epoch: ours } = hub.snapshot;
    const missed = epoch === this.epoch ? hub.changesSince(ours, seq) : undefined;
    if (!missed) return this.#sendInitial();
    const patches = missed.map((change) => frames.change(hub.snapshot, change, this.#topics));
    const bytes = patches.reduce((sum, patch) => sum + (patch?.bytes ?? 0), 0);
    // Who was away for long is told more shortly how things are than how they came to be.
    if (bytes > frames.initial(hub.snapshot, this.#topics).bytes) return this.#sendInitial();
    this.#state = "current";
    for (const patch of patches) this.#sendSome(patch);
    if (missed.length === 0) this.#sendBeat();
  }

  /** Identity of what this client's changes are numbered in. */
  protected get epoch(): string {
    const { epoch } = this.context.hub.snapshot;
    return isMasked(this.#topics) ? maskedEpoch(epoch) : epoch;
  }

  /** The first `subscribe` narrows to its topics, later ones add; what is new to the client needs a whole state. */
  #subscribe(topics: readonly Topic[], how: "add" | "leave"): void {
    const named = topicsOf(topics);
    if ((named & ~this.#allowed) !== 0) return this.refuse(FORBIDDEN_TOPIC);
    if (how === "leave") this.#topics &= ~named;
    else if (this.#topics === this.#allowed) this.#topics = named | (this.#allowed & ~ALL_TOPICS);
    else this.#topics |= named;
    if (how === "add") this.#sendInitial();
  }

  #sendInitial(): void {
    const { hub, frames } = this.context;
    this.#state = "current";
    this.#sendSome(frames.initial(hub.snapshot, this.#topics));
  }

  /** Nobody delivered, so no source is confirmed. */
  #sendBeat(): void {
    const { hub, frames } = this.context;
    this.send(frames.silence(hub.snapshot));
  }

  #sendSome(frame: Frame | undefined): void {
    if (frame) this.send(frame);
  }
}
