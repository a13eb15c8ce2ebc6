/**
 * Calls `report` with what nobody has caught, instead of the runtime, which would write it as it is and end the process at
 * once.
 */
export function onCrash(report: (error: string) => void): Disposable {
  const onError = (event: ErrorEvent) => {
    event.preventDefault();
    report(describe(event.error ?? event.message));
  };
  const onRejection = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    report(describe(event.reason));
  };
  globalThis.addEventListener("error", onError);
  globalThis.addEventListener("unhandledrejection", onRejection);
  return {
    [Symbol.dispose]() {
      globalThis.removeEventListener("error", onError);
      globalThis.removeEventListener("unhandledrejection", onRejection);
    },
  };
}

/** What went wrong and where, for the log. */
export function describe(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
