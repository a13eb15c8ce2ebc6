/** What no answer may tell: where our files are, what failed inside, which statement was sent to a database. */
const INTERNALS = [
  /\bat \S+ ?\(?\S+:\d+:\d+/,
  /\bfile:\/\/|\/tmp\/|\/home\/|\/root\/|node_modules|\.tsx?:\d+/,
  /\b(Type|Reference|Range|Syntax|URI|Aggregate)Error\b|\bis not (a function|defined|iterable)\b|of (undefined|null) \(/,
  /\bSELECT\b.*\bFROM\b|\bINSERT INTO\b|\bSQLITE_|\bno such (table|column)\b|syntax error at or near/,
  /\bENOENT\b|\bECONN|\bos error\b|\bDeno\.\w|\bpanicked\b|\bunwrap\(\)/,
];

/** The first thing in a text that belongs to the inside; undefined where there is none. */
export function internalsIn(text: string): string | undefined {
  for (const pattern of INTERNALS) {
    const found = pattern.exec(text);
    if (found) return found[0];
  }
}
