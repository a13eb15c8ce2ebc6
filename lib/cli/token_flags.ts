import { type Scope, SCOPES } from "../shared/viewer.ts";
import { tokenTexts } from "./command_token_texts.ts";
import { aSpan } from "./span_flag.ts";
import { UsageError } from "./usage_error.ts";

/** What `marketpulse token create` takes. */
export interface CreateFlags {
  readonly config?: string;
  readonly scope?: readonly Scope[];
  /** Milliseconds; `Infinity`: never. */
  readonly expires?: number;
  readonly masked?: boolean;
  readonly screen?: boolean;
  readonly publicUrl?: URL;
}

/** @throws {UsageError} when it is no scope, nor several with commas in between */
export function aScope(text: string, before: readonly Scope[] = []): readonly Scope[] {
  return text.split(",").reduce((all, word) => {
    const scope = SCOPES.find((scope) => scope === word.trim());
    if (!scope) throw new UsageError(tokenTexts.notScope(word));
    return [...all, scope];
  }, before);
}

/** @throws {UsageError} when it is neither a span nor `never` */
export function aLife(text: string): number {
  // Null is what the parser takes for an option without a value.
  return text.trim() === "never" ? Infinity : aSpan("--expires")(text);
}
