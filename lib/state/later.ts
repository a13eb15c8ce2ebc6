/** An interface of nothing but methods that answer later. */
type Asynchronous<T> = { [Name in keyof T]: (...args: never[]) => Promise<unknown> };

/** What `current` gives at each call, for who may call before it is there. */
export function later<T extends Asynchronous<T>>(current: () => Promise<T>): T {
  return new Proxy({} as T, {
    get: (_, name) =>
      // Who awaits the object itself must not take it for a promise.
      name === "then"
        ? undefined
        : async (...args: never[]) => await (await current())[name as keyof T](...args),
  });
}
