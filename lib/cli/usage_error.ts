import type { Text } from "../shared/text.ts";

/** The command line was used in a way that means nothing; `text` says what to write instead. */
export class UsageError extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.name = "UsageError";
    this.text = text;
  }
}
