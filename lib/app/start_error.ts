import type { Text } from "../shared/text.ts";

/** The server cannot start; `text` says what, why and the remedy. */
export class StartError extends Error {
  readonly text: Text;

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options);
    this.name = "StartError";
    this.text = text;
  }
}
