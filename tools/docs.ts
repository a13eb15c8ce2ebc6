/** `deno task docs`: writes the reference of the configuration's keys into the documents that have a place for it. */
import { LANGUAGES } from "../lib/shared/text.ts";
import { configReference } from "./config_reference.ts";

/** The document of a language. */
export function configurationFile(language: (typeof LANGUAGES)[number]): URL {
  return new URL(`../docs/configuration${language === "en" ? "" : `.${language}`}.md`, import.meta.url);
}

const PLACE = /(<!-- keys: made by deno task docs -->\n)[\s\S]*(\n<!-- end of keys -->)/;

/**
 * `document` with today's reference in its place.
 *
 * @throws {Error} when there is no such place
 */
export function withReference(document: string, reference: string): string {
  if (!PLACE.test(document)) throw new Error("Cannot write the reference: the document has no place for it");
  return document.replace(PLACE, (_, begin, end) => `${begin}\n${reference}\n${end}`);
}

if (import.meta.main) {
  for (const language of LANGUAGES) {
    const file = configurationFile(language);
    await Deno.writeTextFile(file, withReference(await Deno.readTextFile(file), configReference(language)));
  }
}
