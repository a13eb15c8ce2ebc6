import type { Text } from "../../shared/text.ts";
import { Fault } from "../fault.ts";

/** When keeping is worth another try. `once indexed` is looked at as soon as `soon` is. */
export type TryAgain = "at once" | "soon" | "once indexed" | "next day" | "never";

/** Why the rows of a relation cannot be kept, so that it is counted anew at each tick. */
export class NotKept extends Fault {
  constructor(readonly reason: Text, readonly again: TryAgain = "next day") {
    super({ reason, remedy: null });
  }

  get remedy(): Text | null {
    return this.texts.remedy;
  }
}
