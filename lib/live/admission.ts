/** Who may come in, when, and when to try again otherwise. */
import type { Clock } from "../shared/clock.ts";
import type { Refusal } from "../shared/link.ts";
import { Turnstile } from "./turnstile.ts";

export interface Limits {
  readonly maxClients: number;
  /** 0: no limit. */
  readonly maxClientsPerAddress: number;
}

export interface AdmissionOptions extends Limits {
  /** Measures waiting; must not run backwards. */
  readonly stopwatch: Clock;
  /** From 0 (inclusive) to 1 (exclusive): spreads those who are to come again. */
  readonly random?: () => number;
  /** Calls `run` after `ms`; tests give their own. */
  readonly after?: (ms: number, run: () => void) => void;
}

/** Why a client was not let in, and after how many whole seconds it may try again. */
export interface Refused {
  readonly code: Refusal;
  readonly retryAfter: number;
}

/**
 * A crowd, after a restart for example, is let in fifty at a time, a thousand a second where nothing else is to be done.
 * One costs about half a millisecond, so that the other half of the time is left for everything else.
 */
const PER_TURN = 50;
const TURN_EVERY = 50;
const PER_SECOND = 1000 * PER_TURN / TURN_EVERY;
/** Seconds that a client may be kept waiting; browsers and proxies wait for a minute. */
const LONGEST_WAIT = 5;

/** Seconds after which there may be room, by reason. */
const RETRY_AFTER = { full: 15, full_for_address: 15, busy: LONGEST_WAIT } as const;

export class Admission {
  #limits: Limits;
  readonly #random: () => number;
  readonly #turnstile: Turnstile;
  readonly #perAddress = new Map<string, number>();
  #reserved = 0;
  /** How many there were, inside or waiting, when nobody was let in any more; `null` before. */
  #sentHome: number | null = null;
  #turnedAway = 0;

  constructor(options: AdmissionOptions) {
    this.#limits = options;
    this.#random = options.random ?? Math.random;
    this.#turnstile = new Turnstile({
      perTurn: PER_TURN,
      every: TURN_EVERY,
      most: LONGEST_WAIT * PER_SECOND,
      stopwatch: options.stopwatch,
      after: options.after,
    });
  }

  /** Other limits from now on; whoever is in stays. */
  limit(limits: Limits): void {
    this.#limits = limits;
  }

  /** Lets a crowd in little by little: at once, later, or (refused) not now. To be asked first. */
  turn(): Promise<Refused | undefined> | undefined | Refused {
    const draining = this.#whileDraining();
    if (draining) return draining;
    const turn = this.#turnstile.pass();
    return turn === null ? this.#refusal("busy") : turn?.then(() => this.#whileDraining());
  }

  /**
   * Reserves a place for a further client from `address`.
   *
   * @returns why there is none, if so
   */
  reserve(address: string): Refused | undefined {
    const { maxClients, maxClientsPerAddress } = this.#limits;
    const draining = this.#whileDraining();
    if (draining) return draining;
    if (this.#reserved >= maxClients) return this.#refusal("full");
    const same = this.#perAddress.get(address) ?? 0;
    if (maxClientsPerAddress > 0 && same >= maxClientsPerAddress) return this.#refusal("full_for_address");
    this.#reserved += 1;
    this.#perAddress.set(address, same + 1);
    return undefined;
  }

  /** Gives a reserved place back. */
  release(address: string): void {
    this.#reserved -= 1;
    const left = (this.#perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.#perAddress.set(address, left);
    else this.#perAddress.delete(address);
  }

  /** Lets nobody in any more; who waits is told so at once, while there is still somebody to tell it. */
  drain(): void {
    this.#sentHome ??= this.#reserved + this.#turnstile.waiting;
    this.#turnstile.release();
  }

  /** How many were told since {@linkcode drain} to come again. */
  get turnedAway(): number {
    return this.#turnedAway;
  }

  /** Milliseconds after which one of `count` clients that all have to come again should do so. */
  comeBackAfter(count: number): number {
    return Math.round(COME_BACK_FIRST + this.#random() * count * 1000 / PER_SECOND);
  }

  #whileDraining(): Refused | undefined {
    if (this.#sentHome === null) return undefined;
    this.#turnedAway += 1;
    return { code: "draining", retryAfter: Math.ceil(this.comeBackAfter(this.#sentHome) / 1000) };
  }

  #refusal(code: keyof typeof RETRY_AFTER): Refused {
    return { code, retryAfter: Math.ceil(RETRY_AFTER[code] * (1 + this.#random())) };
  }
}

/** Milliseconds that a restart takes at least. */
const COME_BACK_FIRST = 500;
