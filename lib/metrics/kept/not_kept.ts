import type { Text } from "../../shared/text.ts";

/** When keeping is worth another try. `once indexed` is looked at as soon as `soon` is. */
export type TryAgain = "soon" | "once indexed" | "next day" | "never";

/** Why the rows of a relation cannot be kept, so that it is counted anew at each tick. */
export class NotKept extends Error {
  override readonly name = "NotKept";

  constructor(readonly reason: Text, readonly again: TryAgain = "next day") {
    super(reason.en);
  }
}
