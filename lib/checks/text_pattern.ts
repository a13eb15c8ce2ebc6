import { RE2JS } from "re2js";
import type { TextPattern } from "../shared/check_options.ts";

/**
 * Whether `text` contains what `pattern` says: a regular expression between slashes, else the text itself. RE2 takes time
 * in proportion to the text, so that no answer can make a worker hang.
 */
export function contains(text: string, pattern: TextPattern): boolean {
  const expression = expressionOf(pattern);
  return expression ? expression.matcher(text).find() : text.includes(pattern);
}

/** Whether `text` is `pattern`, or contains what it says when it is a regular expression. */
export function fits(text: string, pattern: TextPattern): boolean {
  const expression = expressionOf(pattern);
  return expression ? expression.matcher(text).find() : text === pattern;
}

function expressionOf(pattern: TextPattern): RE2JS | undefined {
  const [, expression] = /^\/(.+)\/$/s.exec(pattern) ?? [];
  return expression === undefined ? undefined : RE2JS.compile(expression);
}
