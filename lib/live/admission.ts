/** Who may come in, when, and when to try again otherwise. */
import type { Clock } from "../shared/clock.ts";
import type { Refusal } from "../shared/link.ts";
import { Pace } from "./pace.ts";

export interface AdmissionOptions {
  readonly maxClients: number;
  /** 0: no limit. */
  readonly maxClientsPerAddress: number;
  /** Measures waiting; must not run backwards. */
  readonly stopwatch: Clock;
  /** From 0 (inclusive) to 1 (exclusive): spreads those who are to come again. */
  readonly random?: () => number;
}

/** Why a client was not let in, and after how many whole seconds it may try again. */
export interface Refused {
  readonly code: Refusal;
  readonly retryAfter: number;
}

/**
 * Clients that are let in a second while a crowd comes, after a restart for example. One costs about half a millisecond,
 * so that the other half of the time is left for everything else.
 */
const PER_SECOND = 1000;
/** So many come in at once without waiting; together they cost less than a tick may be late. */
const BURST = 100;
/** Milliseconds that a client may be kept waiting; browsers and proxies wait for a minute. */
const LONGEST_WAIT = 5_000;

/** Seconds after which a full house may have a free place, by reason. */
const RETRY_AFTER = { full: 15, full_for_address: 15, draining: 1 } as const;

export class Admission {
  readonly #options: AdmissionOptions;
  readonly #random: () => number;
  readonly #pace: Pace;
  readonly #perAddress = new Map<string, number>();
  #reserved = 0;
  #draining = false;

  constructor(options: AdmissionOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
    this.#pace = new Pace({
      clock: options.stopwatch,
      perSecond: PER_SECOND,
      burst: BURST,
      longest: LONGEST_WAIT,
    });
  }

  /**
   * Reserves a place for a further client from `address`.
   *
   * @returns the milliseconds after which it may take it, or why there is none
   */
  reserve(address: string): Refused | number {
    const { maxClients, maxClientsPerAddress } = this.#options;
    if (this.#draining) return this.#refusal("draining");
    if (this.#reserved >= maxClients) return this.#refusal("full");
    const same = this.#perAddress.get(address) ?? 0;
    if (maxClientsPerAddress > 0 && same >= maxClientsPerAddress) return this.#refusal("full_for_address");
    const wait = this.#pace.take();
    if (wait === undefined) return this.#refusal("busy");
    this.#reserved += 1;
    this.#perAddress.set(address, same + 1);
    return wait;
  }

  /** Gives a reserved place back. */
  release(address: string): void {
    this.#reserved -= 1;
    const left = (this.#perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.#perAddress.set(address, left);
    else this.#perAddress.delete(address);
  }

  /** Lets nobody in any more. */
  drain(): void {
    this.#draining = true;
  }

  /** Milliseconds after which one of `count` clients that all have to come again should do so. */
  comeBackAfter(count: number): number {
    return Math.round(COME_BACK_FIRST + this.#random() * count * 1000 / PER_SECOND);
  }

  #refusal(code: Refusal): Refused {
    const least = code === "busy" ? this.#pace.wait / 1000 : RETRY_AFTER[code];
    return { code, retryAfter: Math.ceil(least * (1 + this.#random())) };
  }
}

/** Milliseconds that a restart takes at least. */
const COME_BACK_FIRST = 500;
