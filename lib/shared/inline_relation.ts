/** A relation that is written into the configuration as a SELECT, and read as if it were a table. */

/** What a table's place in a statement takes: the SELECT in parentheses, with a name as PostgreSQL before 16 wants it. */
export function inlineRelation(select: string, name: string): string {
  // A line's end, because the last line may be a comment.
  return `(${select.trim().replace(/;\s*$/, "")}\n) AS ${name}`;
}

/** Whether what stands for a table is such a SELECT. */
export function isInline(table: string): boolean {
  return table.startsWith("(");
}

/** Whether a text is one statement that gives rows, as far as that shows without a database. */
export function isSelect(text: string): boolean {
  const bare = text.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ");
  return /^[\s(]*(select|with|values|table)\b/i.test(bare);
}
