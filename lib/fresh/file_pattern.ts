/** From the paths of route files to URL patterns and to the order in which they are registered. */

/**
 * `blog/[id]` → `/blog/:id`, `[[opt]]` → `/{:opt}?`, `[...rest]` → `/:rest*`, `(group)/x` → `/x`, `x/index` → `/x`.
 *
 * @throws {SyntaxError} for names that have no pattern
 */
export function filePattern(path: string): string {
  const names = path.split("/").filter((name) => !isGroup(name));
  if (names.at(-1) === "index") names.pop();
  const pattern = names.map((name) => `/${namePattern(name, path)}`).join("");
  // An optional segment takes its slash with it, unless nothing but the slash would be left.
  if (/^(\/\{:\w+\}\?)+$/.test(pattern)) return "/" + pattern.slice(1).replaceAll("/{:", "{/:");
  return pattern.replaceAll("/{:", "{/:") || "/";
}

/** One segment of a folder as middlewares see it: `[id]` → `:id`; groups keep their name. */
export function folderSegments(path: string): string[] {
  return path.split("/").slice(0, -1).map((name) => isGroup(name) ? name : namePattern(name, path));
}

function isGroup(name: string): boolean {
  return name.startsWith("(") && name.endsWith(")");
}

function namePattern(name: string, path: string): string {
  const rest = /^\[\.\.\.(\w+)\]$/.exec(name);
  if (rest) return `:${rest[1]}*`;
  const optional = /^\[\[(\w+)\]\]$/.exec(name);
  if (optional) return `{:${optional[1]}}?`;
  const pattern = name.replace(/\[(\w+)\]/g, ":$1");
  if (/[[\]]/.test(pattern) || name.includes("][")) {
    throw new SyntaxError(
      `Cannot make a route of "${path}": "${name}" is no valid name, use [name] or [[name]]`,
    );
  }
  return pattern.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

const SPECIAL_FIRST = ["_app", "_middleware", "_layout", "_404", "_error", "_500", "index"];

/** Files that cover others come first, then literal names, groups, parameters and the rest parameter. */
export function compareFiles(a: string, b: string): number {
  const [namesA, namesB] = [a.split("/"), b.split("/")];
  for (let index = 0; index < Math.min(namesA.length, namesB.length); index++) {
    const [nameA, nameB] = [namesA[index]!, namesB[index]!];
    if (nameA === nameB) continue;
    return rank(nameA) - rank(nameB) || (nameA < nameB ? -1 : 1);
  }
  return namesA.length - namesB.length;
}

function rank(name: string): number {
  const special = SPECIAL_FIRST.indexOf(name);
  if (special !== -1) return special;
  if (name.startsWith("[...")) return 103;
  if (name.startsWith("[")) return 102;
  return isGroup(name) ? 101 : 100;
}
