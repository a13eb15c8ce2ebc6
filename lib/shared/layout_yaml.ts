/** The cards of a page as they are written in the configuration file. Cards' names need no quotes. */
export function layoutYaml(dashboard: readonly string[]): string {
  if (dashboard.length === 0) return "layout:\n  dashboard: []\n";
  return `layout:\n  dashboard:\n${dashboard.map((card) => `    - ${card}\n`).join("")}`;
}
