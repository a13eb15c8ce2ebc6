// deno-lint-ignore-file no-console -- what the framework writes as its last resort is what is tested
/** Catches what is written to `console.error` until it is disposed of. */
export function capturedErrors(): Disposable & { readonly written: unknown[] } {
  const written: unknown[] = [];
  const original = console.error;
  console.error = (...values: unknown[]) => void written.push(...values);
  return { written, [Symbol.dispose]: () => void (console.error = original) };
}
