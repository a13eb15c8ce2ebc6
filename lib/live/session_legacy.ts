import { Session } from "./session.ts";

/** The old system's page: `initial` and then `update` each interval, once the figures it cannot read as null are known. */
export class LegacySession extends Session {
  #greeted = false;

  changed(): void {
    if (!this.#greeted) this.#sendWhole();
  }

  protected passed(now: number): void {
    if (!this.#greeted || now - this.sentAt >= this.context.interval()) this.#sendWhole();
  }

  #sendWhole(): void {
    const { hub, frames } = this.context;
    const { snapshot } = hub;
    const readable = snapshot.sales && snapshot.orders && snapshot.inventory;
    if (!readable || !this.isOpen || this.lags()) return;
    this.send(frames.whole(snapshot, this.#greeted ? "update" : "initial"));
    this.#greeted = true;
  }

  /** Nothing to remember: each message is the whole state. */
  protected fellBehind(): void {}

  /** `subscribe` is accepted and changes nothing, as in the old system. */
  protected handle(): void {}
}
