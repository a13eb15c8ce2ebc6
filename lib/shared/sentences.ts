/** A sentence that another one follows. Many reasons and remedies have no full stop of their own, because they also stand alone. */
export function withStop(sentence: string): string {
  return sentence === "" || /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Sentences, some of which may be empty, as one text. */
export function sentences(...parts: readonly string[]): string {
  const said = parts.filter((part) => part !== "");
  return said.map((part, index) => index < said.length - 1 ? withStop(part) : part).join(" ");
}
