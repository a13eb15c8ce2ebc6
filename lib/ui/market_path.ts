import type { View } from "./view.ts";

/** Where a market's own page is. */
export function marketPath(code: string, { basePath }: Pick<View, "basePath">): string {
  return `${basePath}/markets/${encodeURIComponent(code)}`;
}

/** Where somebody asks for a market to be checked at once. */
export function checkNowPath(code: string, { basePath }: Pick<View, "basePath">): string {
  return `${basePath}/api/checks/${encodeURIComponent(code)}/now`;
}
