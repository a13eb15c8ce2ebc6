/**
 * Writes what collectors found to the own state, and adds to checks what only the state knows: availability, and at which
 * address markets see us. A state that cannot be written costs the history, never the live figures, and one that is slow
 * does not hold them up.
 */
import type { CheckResult, CustomReport, Update } from "../collectors/update.ts";
import type { HubUpdate } from "../live/hub_update.ts";
import type { Clock } from "../shared/clock.ts";
import type { ApiStatus, Availability } from "../shared/snapshot.ts";
import { waitFor } from "../shared/wait_for.ts";
import type { CheckRecord, StateStore } from "../state/state_store.ts";
import type { Log } from "./log.ts";
import { namedAddress, withOwnAddress } from "./own_address.ts";
import { customSamples, responseTimePath, samplesOf } from "./samples.ts";

export interface RecorderOptions {
  readonly state: StateStore;
  readonly clock: Clock;
  /** A moment (ms since 1970) as ISO 8601 with the business zone's offset. */
  readonly isoTime: (at: number) => string;
  readonly log: Log;
  /** Milliseconds that a check waits for what only the state knows. */
  readonly patience?: number;
}

/** Milliseconds of response times that charts of all markets show. */
const CHARTED = 3_600_000;

/**
 * Milliseconds of a slot, in which one sample of the shop is kept, by the moment with which the slot begins: notifications
 * and big sales bring figures far more often, and instances that share a state all bring the same ones.
 */
const SLOT = 4_000;

const PATIENCE = 250;

const NOT_MEASURED: Availability = { day: null, month: null, since: null };

export class Recorder {
  readonly #options: RecorderOptions;
  readonly #slots = new Map<Update["source"], number>();
  readonly #shares = new Map<string, Availability>();
  readonly #unwritten = new Set<Promise<unknown>>();
  #failing = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Records one tick; resolves with the same updates, completed. */
  async record(updates: readonly Update[]): Promise<HubUpdate[]> {
    const now = this.#options.clock.now();
    this.#sample(now, updates.filter(isOfChecks));
    const slot = now - now % SLOT;
    this.#sample(slot, updates.filter((update) => !isOfChecks(update) && this.#isFirst(update, slot)));
    return await Promise.all(updates.map((update) => this.#complete(update)));
  }

  /** Records the figures of the seller's own metrics; tables are no figures over time. */
  recordCustom(readings: CustomReport["custom"]): void {
    const samples = customSamples(readings);
    if (Object.keys(samples).length === 0) return;
    const now = this.#options.clock.now();
    void this.#keepTrack(this.#attempt((state) => state.recordSamples(now, samples)));
  }

  /** Resolves when everything that was given so far is written, or could not be. */
  async drained(): Promise<void> {
    await Promise.all(this.#unwritten);
  }

  /** Records what checks found before this process was started. */
  async recordPast(
    past: Readonly<Record<string, readonly Omit<CheckRecord, "market" | "phases" | "confirmed">[]>>,
  ): Promise<void> {
    const charted = this.#options.clock.now() - CHARTED;
    await this.#attempt(async (state) => {
      for (const [market, checks] of Object.entries(past)) {
        for (const check of checks) {
          await state.recordCheck({ ...check, market, phases: null, confirmed: true });
          const { at, response_time } = check;
          if (response_time === null || at < charted) continue;
          await state.recordSamples(at, { [responseTimePath(market)]: response_time });
        }
      }
    });
  }

  /** Nobody waits for it. */
  #sample(at: number, updates: readonly Update[]): void {
    const samples = Object.assign({}, ...updates.map(samplesOf)) as Record<string, number>;
    if (Object.keys(samples).length === 0) return;
    this.#keepTrack(this.#attempt((state) => state.recordSamples(at, samples)));
  }

  #isFirst({ kind, source }: Update, slot: number): boolean {
    if (kind === "failed" || this.#slots.get(source) === slot) return false;
    this.#slots.set(source, slot);
    return true;
  }

  async #complete(update: Update): Promise<HubUpdate> {
    if (update.kind === "failed" || update.source !== "checks") return update;
    const entries = Object.entries(update.data).map(async ([market, check]) =>
      [market, await this.#withAvailability(market, check)] as const
    );
    const at = this.#options.isoTime(Date.parse(update.at));
    return { ...update, at, data: Object.fromEntries(await Promise.all(entries)) };
  }

  async #withAvailability(market: string, check: CheckResult): Promise<ApiStatus> {
    const { isoTime, patience = PATIENCE } = this.#options;
    const known = this.#keepTrack(this.#remember(market, check));
    const { shown = check, availability } = await within(patience, known) ??
      { availability: this.#shares.get(market) ?? NOT_MEASURED };
    return { ...inZone(shown, (moment) => isoTime(Date.parse(moment))), availability };
  }

  /** Records a check, and tells what the state knows besides. */
  async #remember(
    market: string,
    check: CheckResult,
  ): Promise<{ shown?: CheckResult; availability: Availability }> {
    const at = Date.parse(check.last_check);
    await this.#attempt((state) => state.recordCheck({ market, at, ...seenBy(check) }));
    const shown = await this.#withAddress(check);
    const { clock, isoTime } = this.#options;
    const measured = await this.#attempt((state) => state.availability(market, clock.now()));
    if (!measured) return { shown, availability: this.#shares.get(market) ?? NOT_MEASURED };
    const since = measured.since === null ? null : isoTime(measured.since);
    const availability = { ...measured, since };
    this.#shares.set(market, availability);
    return { shown, availability };
  }

  async #withAddress(check: CheckResult): Promise<CheckResult> {
    const address = namedAddress(check);
    if (address === null) return check;
    return await this.#attempt((state) => withOwnAddress(check, address, state)) ?? check;
  }

  #keepTrack<T>(work: Promise<T>): Promise<T> {
    this.#unwritten.add(work);
    void work.finally(() => this.#unwritten.delete(work));
    return work;
  }

  /** A state that fails goes on failing for a while; it is said once, and once when it is over. */
  async #attempt<T>(use: (state: StateStore) => Promise<T>): Promise<T | undefined> {
    const { state, log } = this.#options;
    try {
      const result = await use(state);
      if (this.#failing) log.info("History is being recorded again");
      this.#failing = false;
      return result;
    } catch (error) {
      if (!this.#failing) log.error("History cannot be recorded and has a gap", { error: String(error) });
      this.#failing = true;
      return undefined;
    }
  }
}

function isOfChecks({ source }: Update): boolean {
  return source === "checks";
}

/** What `work` comes to, if that is known in time. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  const over = new AbortController();
  const result = await Promise.race([work, waitFor(ms, over.signal).then(() => undefined)]);
  over.abort();
  return result;
}

/** What the check itself saw, whatever is believed of the market. */
function seenBy(check: CheckResult): Omit<CheckRecord, "market" | "at"> {
  const { probe, status_code, response_time, error, reason = null, phases = null, confirming } = check;
  const { class: health, status = check.status } = confirming ?? check;
  const measured = { probe, status_code, response_time, error, reason, phases };
  return { class: health, status, ...measured, confirmed: !confirming };
}

/** A check with its moments as `iso` writes them. */
function inZone(check: CheckResult, iso: (moment: string) => string): CheckResult {
  const { last_check, budget, credentials } = check;
  return {
    ...check,
    last_check: iso(last_check),
    ...(budget?.resets_at && { budget: { ...budget, resets_at: iso(budget.resets_at) } }),
    ...(credentials && {
      credentials: credentials.map((age) => ({ ...age, issued: iso(age.issued), expires: iso(age.expires) })),
    }),
  };
}
