import { usageTexts } from "./cli_texts.ts";
import { UsageError } from "./usage_error.ts";

/** @throws {UsageError} when it is no address of a web page */
export function aPublicUrl(text: string): URL {
  const url = URL.parse(text);
  if (url && ["http:", "https:"].includes(url.protocol)) return url;
  throw new UsageError(usageTexts.notUrl(text));
}
