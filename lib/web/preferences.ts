/** What a viewer prefers, out of what there is. */

/** `value` when it is one of `options`. */
export function chosen<T extends string>(
  value: string | null | undefined,
  options: readonly T[],
): T | undefined {
  return options.find((option) => option === value);
}

/** The value of a cookie when it is one of `options`. */
export function cookie<T extends string>(
  request: Request,
  { name, options }: { name: string; options: readonly T[] },
): T | undefined {
  const pairs = request.headers.get("cookie")?.split(";").map((pair) => pair.trim().split("=")) ?? [];
  return chosen(pairs.find(([key]) => key === name)?.[1], options);
}

/** The first language of the browser's list that is one of `options`. */
export function preferred<T extends string>(request: Request, options: readonly T[]): T | undefined {
  const wanted = request.headers.get("accept-language")?.split(",") ?? [];
  return wanted.map((entry) => chosen(entry.trim().slice(0, 2).toLowerCase(), options)).find(Boolean);
}
