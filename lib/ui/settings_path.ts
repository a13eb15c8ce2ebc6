import type { Page } from "../shared/layout.ts";

/** Where a page's cards are arranged. */
export function settingsPath(page: Page, basePath: string): string {
  return `${basePath}/settings${page === "dashboard" ? "" : `?page=${page}`}`;
}
