import { type Page, PAGES } from "./layout.ts";

/** The cards of each page as they are written in the configuration file. Cards' names need no quotes. */
export function layoutYaml(layout: Readonly<Record<Page, readonly string[]>>): string {
  return `layout:\n${PAGES.map((page) => pageYaml(page, layout[page])).join("")}`;
}

function pageYaml(page: Page, cards: readonly string[]): string {
  if (cards.length === 0) return `  ${page}: []\n`;
  return `  ${page}:\n${cards.map((card) => `    - ${card}\n`).join("")}`;
}
