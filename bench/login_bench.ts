import { Auth } from "@/lib/auth/auth.ts";
import { COST, hashPassword } from "@/lib/auth/password_hash.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import type { BenchContext, Part, PartResult } from "./part.ts";
import { summaryOf, timed } from "./statistics.ts";

const PASSWORD = "correct horse battery";
const LOGINS = 20;
const LOOKUPS = 20_000;

/** What a login costs a server that shows a shop at the same time, and what each request does to know who asks. */
export const loginPart: Part = { name: "login", title: "Users who log in", run: benchLogin };

async function benchLogin({ say }: BenchContext): Promise<PartResult> {
  say(`${LOGINS} logins at once`);
  const folder = await Deno.makeTempDir({ prefix: "marketpulse_bench_" });
  const state = await openSqliteState(`${folder}/state.db`);
  try {
    const auth = openAuth(state);
    const password = await hashPassword(PASSWORD);
    await state.users.add({ id: "1", name: "kim", role: "admin", masked: false, password, created_at: 0 });
    await auth.refresh();
    const alone = await timesOf(5, () => logIn(auth, 0));
    const watch = watchLoop();
    const started = performance.now();
    const secrets = await Promise.all(Array.from({ length: LOGINS }, (_, index) => logIn(auth, index)));
    const together = performance.now() - started;
    const { late, grown } = watch.end();
    const [secret] = secrets;
    const lookup = await perCall(() => auth.sessions.find(secret!));
    const stranger = await perCall(() => auth.sessions.find("A".repeat(43)));
    const { ln, r, p } = COST;
    const note = `scrypt, N = 2^${ln}, r = ${r}, p = ${p}: ${(2 ** ln * r * 128) / 2 ** 20} MiB each`;
    return {
      figures: [
        { name: "a login alone, median", value: summaryOf(alone).median, unit: "ms", most: 1_000, note },
        { name: `${LOGINS} logins at once, each`, value: together / LOGINS, unit: "ms" },
        { name: "event loop late meanwhile, at most", value: late, unit: "ms", most: 50 },
        { name: "memory grown meanwhile, at most", value: grown / 1e6, unit: "MB", most: 128 },
        { name: "who asks, by a cookie that is known", value: lookup, unit: "µs", most: 50 },
        { name: "who asks, by a cookie that nobody was given", value: stranger, unit: "µs", most: 200 },
      ],
    };
  } finally {
    await state.close();
    await Deno.remove(folder, { recursive: true });
  }
}

function openAuth(state: Awaited<ReturnType<typeof openSqliteState>>): Auth {
  const session = { idle: 3_600_000, absolute: 3_600_000 };
  return new Auth({
    state,
    clock: systemClock,
    audit: () => {},
    log: { warn: () => {}, error: () => {} },
    config: () => ({ mode: "password", session }),
    loopback: true,
  });
}

/** Each from another address, so that nobody waits for being too quick. */
async function logIn(auth: Auth, index: number): Promise<string> {
  const caller = { address: `10.0.${index}.1`, agent: "bench", mark: null };
  const result = await auth.login.attempt({ name: "kim", password: PASSWORD }, caller);
  if (!result.ok) throw new Error(`Cannot log in: ${result.fault}`);
  return result.secret;
}

async function timesOf(times: number, task: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let done = 0; done < times; done++) taken.push(await timed(task));
  return taken;
}

/** Microseconds. */
async function perCall(task: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  for (let done = 0; done < LOOKUPS; done++) await task();
  return (performance.now() - started) / LOOKUPS * 1_000;
}

/** How late timers come (ms), and by how many bytes the process grows. */
function watchLoop(): { end: () => { late: number; grown: number } } {
  const every = 5;
  const before = Deno.memoryUsage().rss;
  let [late, grown, last] = [0, 0, performance.now()];
  const timer = setInterval(() => {
    const now = performance.now();
    late = Math.max(late, now - last - every);
    grown = Math.max(grown, Deno.memoryUsage().rss - before);
    last = now;
  }, every);
  return {
    end() {
      clearInterval(timer);
      return { late, grown };
    },
  };
}
