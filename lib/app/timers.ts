/** Calls `task` every `interval` ms until disposed of. Errors are the task's own business. */
export function every(interval: number, task: () => void): Disposable {
  const timer = setInterval(task, interval);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

const LAG_EVERY = 500;

/** Tells twice a second by how many ms a timer was late: for so long the event loop had no time for anybody. */
export function onLag(tell: (lag: number) => void): Disposable {
  let due = performance.now() + LAG_EVERY;
  return every(LAG_EVERY, () => {
    const now = performance.now();
    tell(Math.max(0, now - due));
    due = now + LAG_EVERY;
  });
}
