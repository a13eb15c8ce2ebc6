/** Calls `task` every `interval` ms until disposed of. Errors are the task's own business. */
export function every(interval: number, task: () => void): Disposable {
  const timer = setInterval(task, interval);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
