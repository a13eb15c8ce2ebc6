/** Ends a `switch` over a tagged union: it does not compile while a member is forgotten. */
export function unreachable(value: never): never {
  throw new TypeError(`Cannot handle an unknown kind of value: ${JSON.stringify(value)}`);
}
