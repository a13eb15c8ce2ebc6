/** A host that is none, to see whether an address stays where it is. */
const HERE = "http://here.invalid";

/**
 * Where somebody is sent after logging in: the path that they asked for, if it is one of this program's pages, else the
 * first page. An address elsewhere, in whatever disguise, would make our login page the lure of another site's.
 */
export function localTarget(to: string | null | undefined, basePath: string): string {
  const home = `${basePath}/`;
  // Browsers take a backslash for a slash and leave out line breaks and tabs.
  if (!to || to.length > 2_000 || /[\\\p{Cc}\s]/u.test(to) || !/^\/(?!\/)/.test(to)) return home;
  const url = URL.parse(to, HERE);
  if (!url || url.origin !== HERE) return home;
  const { pathname, search } = url;
  if (!pathname.startsWith(home) || pathname.startsWith("//")) return home;
  return [`${basePath}/login`, `${basePath}/logout`].includes(pathname) ? home : pathname + search;
}
