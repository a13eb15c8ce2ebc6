import type { View } from "./view.ts";

/** Where a market's own page is. */
export function marketPath(code: string, { basePath }: Pick<View, "basePath">): string {
  return `${basePath}/markets/${encodeURIComponent(code)}`;
}
