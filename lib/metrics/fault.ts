import type { FaultTexts } from "./texts.ts";

/** Something that keeps figures from being read, in words for the page. */
export class Fault extends Error {
  override readonly name = "Fault";

  constructor(readonly texts: FaultTexts, options?: ErrorOptions) {
    super(texts.reason.en, options);
  }
}

/** A fault after which the connection is of no use. */
export class ConnectionFault extends Fault {}
