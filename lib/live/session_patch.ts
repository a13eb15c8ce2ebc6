import type { ClientMessage } from "../shared/protocol.ts";
import { type Topic, TOPICS } from "../shared/snapshot.ts";
import type { Frame } from "./frames.ts";
import type { Change } from "./hub.ts";
import { isTopic, UNKNOWN_TOPIC } from "./client_message.ts";
import { Session } from "./session.ts";

/** Milliseconds by which a beat waits for a tick that is only a little late. */
const BEAT_GRACE = 500;

/** A client of `marketpulse.v1`. */
export class PatchSession extends Session {
  #topics: ReadonlySet<Topic> = new Set(TOPICS);
  /** Until the client has a state to merge patches into it gets none. */
  #state: "new" | "current" | "behind" = "new";

  changed(change: Change): void {
    if (this.#state === "new") return;
    if (this.lags()) return this.fellBehind();
    if (this.#state === "behind") return this.#sendInitial();
    const { hub, frames } = this.options;
    this.#sendSome(frames.change(hub.snapshot, { change, topics: this.#topics }));
  }

  ticked(): void {
    if (this.#state === "new" || this.lags()) return;
    if (this.#state === "behind") return this.#sendInitial();
    // A tick of the collector is heard as it comes, so this one is for when none does.
    if (this.quietFor >= this.options.interval() + BEAT_GRACE) this.#sendBeat();
  }

  protected fellBehind(): void {
    if (this.#state === "current") this.#state = "behind";
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
  #resume({ epoch, seq }: { epoch: string; seq: number }): void {
    if (this.#state !== "new") return;
    const { hub, frames } = this.options;
    const missed = hub.changesSince(epoch, seq);
    if (!missed) return this.#sendInitial();
    this.#state = "current";
    for (const change of missed) {
      this.#sendSome(frames.change(hub.snapshot, { change, topics: this.#topics }));
    }
    if (missed.length === 0) this.#sendBeat();
  }

  /** The first `subscribe` narrows to its topics, later ones add; what is new to the client needs a whole state. */
  #subscribe(topics: readonly Topic[], how: "add" | "leave"): void {
    if (how === "leave") {
      this.#topics = new Set([...this.#topics].filter((topic) => !topics.includes(topic)));
    } else if (this.#topics.size === TOPICS.length) {
      this.#topics = new Set(topics);
    } else {
      this.#topics = new Set([...this.#topics, ...topics]);
    }
    if (how === "add") this.#sendInitial();
  }

  #sendInitial(): void {
    const { hub, frames } = this.options;
    this.#state = "current";
    this.#sendSome(frames.initial(hub.snapshot, this.#topics));
  }

  /** Nobody delivered, so no source is confirmed. */
  #sendBeat(): void {
    const { hub, frames } = this.options;
    this.send(frames.silence(hub.snapshot));
  }

  #sendSome(frame: Frame | undefined): void {
    if (frame) this.send(frame);
  }
}
