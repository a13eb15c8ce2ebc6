import type { Text } from "../../shared/text.ts";

/** When keeping is worth another try: when an index may have been made, on the next business day, or never. */
export type TryAgain = "soon" | "next day" | "never";

/** Why the rows of a relation cannot be kept, so that it is counted anew at each tick. */
export class NotKept extends Error {
  override readonly name = "NotKept";

  constructor(readonly reason: Text, readonly again: TryAgain = "next day") {
    super(reason.en);
  }
}
