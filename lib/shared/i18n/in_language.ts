import type { Language, Text } from "../text.ts";

/** Texts in one of their languages, under the same names: what a component needs of a catalogue. */
export function inLanguage<Name extends string>(
  texts: Readonly<Record<Name, Text>>,
  language: Language,
): Record<Name, string> {
  const entries = Object.entries<Text>(texts).map(([name, text]) => [name, text[language]]);
  return Object.fromEntries(entries) as Record<Name, string>;
}
