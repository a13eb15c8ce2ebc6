import type { ClientMessage } from "../shared/protocol.ts";
import { type Topic, TOPICS } from "../shared/snapshot.ts";
import type { Frame } from "./frames.ts";
import type { Change } from "./hub.ts";
import { Session } from "./session.ts";

/** A client of `marketpulse.v1`. */
export class PatchSession extends Session {
  #topics: ReadonlySet<Topic> = new Set(TOPICS);
  /** Until the client has a state to merge patches into it gets none. */
  #state: "new" | "current" | "behind" = "new";
  #sentSinceTick = false;

  changed(change: Change): void {
    if (this.#state === "new") return;
    if (this.lags()) {
      this.#state = "behind";
    } else if (this.#state === "behind") {
      this.#sendInitial();
    } else {
      const { hub, frames } = this.options;
      this.#sendState(frames.patch(hub.snapshot, { change, topics: this.#topics }));
    }
  }

  ticked(): void {
    if (this.#state === "new" || this.lags()) return;
    if (this.#state === "behind") return this.#sendInitial();
    const { hub, frames } = this.options;
    if (!this.#sentSinceTick) this.send(frames.beat(hub.snapshot));
    this.#sentSinceTick = false;
  }

  /** Sends the state to a client that did not say within the grace time that it has one. */
  greet(): void {
    if (this.#state === "new") this.#sendInitial();
  }

  protected handle(message: ClientMessage): void {
    switch (message.type) {
      case "resume":
        return this.#resume(message);
      case "resync":
        return this.#sendInitial();
      case "subscribe":
        return this.#subscribe(message.topics ?? [], "add");
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
      this.#sendState(frames.patch(hub.snapshot, { change, topics: this.#topics }));
    }
    if (missed.length === 0) this.send(frames.beat(hub.snapshot));
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
    this.#sendState(frames.initial(hub.snapshot, this.#topics));
  }

  #sendState(frame: Frame | undefined): void {
    if (frame === undefined) return;
    this.send(frame);
    this.#sentSinceTick = true;
  }
}
