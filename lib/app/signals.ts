/** Calls `on` at the first signal to end; the second one ends the process at once. */
export function onEndSignal(on: (signal: Deno.Signal) => void): Disposable {
  let ending = false;
  return onSignals(Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"], (signal) => {
    if (ending) Deno.exit(1);
    ending = true;
    on(signal);
  });
}

/** Calls `on` at each SIGHUP, where the system has it. */
export function onReloadSignal(on: () => void): Disposable {
  return onSignals(Deno.build.os === "windows" ? [] : ["SIGHUP"], on);
}

function onSignals(signals: Deno.Signal[], on: (signal: Deno.Signal) => void): Disposable {
  const removes = signals.map((signal) => {
    const listener = () => on(signal);
    Deno.addSignalListener(signal, listener);
    return () => Deno.removeSignalListener(signal, listener);
  });
  return { [Symbol.dispose]: () => removes.forEach((remove) => remove()) };
}
