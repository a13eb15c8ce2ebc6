/**
 * Slows down who guesses passwords, and nobody else. An address that failed for a name waits longer each time, as does an
 * address that failed for many names. All unknown devices together may try one name only once a second after many
 * failures, which no owner feels; a device on which the name was logged in before has a count of its own, so nobody can
 * keep its owner out.
 */
import type { Clock } from "../shared/clock.ts";

export interface LoginAttempt {
  readonly name: string;
  readonly address: string;
  /** The name was logged in on this device before. */
  readonly device: string | null;
}

/** How often one may fail before one waits, and how long then (ms); doubled with each further failure up to `most`. */
interface Slowdown {
  readonly free: number;
  readonly first: number;
  readonly most: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

type Slowdowns = Readonly<Record<"pair" | "address" | "name", Slowdown>>;

const SLOWDOWNS: Slowdowns = {
  /** One address and one name, or one known device. */
  pair: { free: 5, first: SECOND, most: 15 * MINUTE },
  /** One address, all names: a shop's people may share one. */
  address: { free: 20, first: SECOND, most: 15 * MINUTE },
  /** One name from everywhere. */
  name: { free: 50, first: SECOND, most: SECOND },
};

/**
 * For codes of six digits, of which three are right at a time. Who guesses them has the password already, so that their
 * owner may have to wait on a device that is not known: ten guesses an hour take years.
 */
export const CODE_SLOWDOWNS: Slowdowns = {
  ...SLOWDOWNS,
  name: { free: 10, first: 30 * SECOND, most: 15 * MINUTE },
};

/** Without a failure for so long everything is forgotten. */
const FORGET_AFTER = 60 * MINUTE;
/** What is remembered at most, of each kind. */
const MOST_REMEMBERED = 10_000;
/** So many of the oldest are looked at for the one that failed least. */
const LOOKED_AT = 32;

/** What is counted together. */
type Counter = [kind: keyof Slowdowns, key: string];

interface Failures {
  count: number;
  last: number;
  /** From when on the next attempt is allowed. */
  next: number;
}

export class LoginThrottle {
  readonly #clock: Clock;
  readonly #slowdowns: Slowdowns;
  readonly #failures = {
    pair: new Map<string, Failures>(),
    address: new Map<string, Failures>(),
    name: new Map<string, Failures>(),
  };

  constructor(clock: Clock, slowdowns = SLOWDOWNS) {
    this.#clock = clock;
    this.#slowdowns = slowdowns;
  }

  /**
   * Milliseconds that an attempt has to wait; 0: it may be made, and counts as failed until {@linkcode succeed}. So
   * hundreds at once are no way around it.
   */
  begin(attempt: LoginAttempt): number {
    const counters = this.#countersOf(attempt);
    const now = this.#clock.now();
    const wait = Math.max(...counters.map(([kind, key]) => (this.#recent(kind, key)?.next ?? 0) - now));
    if (wait > 0) return wait;
    for (const [kind, key] of counters) this.#fail(kind, key);
    return 0;
  }

  /** The attempt that was begun was the right one: what failed before for this name from here is forgiven, too. */
  succeed(attempt: LoginAttempt): void {
    this.undo(attempt);
    const [[, key]] = this.#countersOf(attempt);
    this.#failures.pair.delete(key);
  }

  /** The attempt that was begun was not decided. */
  undo(attempt: LoginAttempt): void {
    for (const [kind, key] of this.#countersOf(attempt)) {
      const failures = this.#failures[kind].get(key);
      if (!failures) continue;
      if (--failures.count <= 0) this.#failures[kind].delete(key);
      else failures.next = Math.min(failures.next, this.#clock.now());
    }
  }

  /** How much is remembered. */
  get size(): number {
    return Object.values(this.#failures).reduce((sum, { size }) => sum + size, 0);
  }

  #countersOf({ name, address, device }: LoginAttempt): [Counter, ...Counter[]] {
    if (device !== null) return [["pair", `device ${name} ${device}`]];
    const from = networkOf(address);
    return [["pair", `${name} ${from}`], ["address", from], ["name", name]];
  }

  #recent(kind: keyof Slowdowns, key: string): Failures | undefined {
    const failures = this.#failures[kind].get(key);
    if (!failures) return undefined;
    const since = this.#clock.now() - failures.last;
    // A clock that was set back far must not keep anybody out for longer than it would have.
    if (since >= 0 ? since < FORGET_AFTER : -since < this.#slowdowns[kind].most) return failures;
    this.#failures[kind].delete(key);
    return undefined;
  }

  #fail(kind: keyof Slowdowns, key: string): void {
    const { free, first, most } = this.#slowdowns[kind];
    const now = this.#clock.now();
    const count = (this.#recent(kind, key)?.count ?? 0) + 1;
    const next = count < free ? now : now + Math.min(most, first * 2 ** Math.min(count - free, 30));
    const all = this.#failures[kind];
    all.delete(key);
    if (all.size >= MOST_REMEMBERED) forgetLeast(all);
    all.set(key, { count, last: now, next });
  }
}

/** Of the oldest the one that failed least: who floods with new names does not wash away what is known of one. */
function forgetLeast(all: Map<string, Failures>): void {
  const oldest = [...all.entries().take(LOOKED_AT)];
  const [least] = oldest.reduce((a, b) => b[1].count < a[1].count ? b : a);
  all.delete(least);
}

/** One household has billions of IPv6 addresses, which share the first half. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4) return v4;
  const [head = "", tail] = address.toLowerCase().split("%")[0]!.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail ? tail.split(":") : [];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array(missing).fill("0"), ...last].slice(0, 4);
  return groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":");
}
