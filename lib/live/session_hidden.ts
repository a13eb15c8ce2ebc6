import { CLOSE } from "../shared/close_codes.ts";
import { Session } from "./session.ts";

/** The old system's page, opened by somebody from whom something is hidden: it cannot do without, so it is told why. */
export class HiddenSession extends Session {
  changed(): void {}

  protected passed(): void {
    this.sendAway(CLOSE.hidden);
  }

  protected fellBehind(): void {}

  protected handle(): void {}
}
