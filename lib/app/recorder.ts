/**
 * Writes what collectors found to the own state, and adds to checks what only the state knows: availability, and at which
 * address markets see us. A state
 * that cannot be written costs the history, never the live figures.
 */
import type { CheckResult, Update } from "../collectors/update.ts";
import type { HubUpdate } from "../live/hub_update.ts";
import type { Clock } from "../shared/clock.ts";
import type { ApiStatus, Availability } from "../shared/snapshot.ts";
import type { CheckRecord, StateStore } from "../state/state_store.ts";
import type { Log } from "./log.ts";
import { namedAddress, withOwnAddress } from "./own_address.ts";
import { responseTimePath, samplesOf } from "./samples.ts";

export interface RecorderOptions {
  readonly state: StateStore;
  readonly clock: Clock;
  /** A moment (ms since 1970) as ISO 8601 with the business zone's offset. */
  readonly isoTime: (at: number) => string;
  readonly log: Log;
}

/** Milliseconds of response times that charts of all markets show. */
const CHARTED = 3_600_000;

/** Milliseconds between two kept samples of the shop: notifications and big sales bring figures far more often. */
const SHOP_SAMPLES_APART = 4_000;

const NOT_MEASURED: Availability = { day: null, month: null, since: null };

export class Recorder {
  readonly #options: RecorderOptions;
  readonly #sampledAt = new Map<Update["source"], number>();
  #failing = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Records one tick; resolves with the same updates, completed. */
  async record(updates: readonly Update[]): Promise<HubUpdate[]> {
    const now = this.#options.clock.now();
    const due = updates.filter((update) => this.#isDue(update, now));
    const samples = Object.assign({}, ...due.map(samplesOf)) as Record<string, number>;
    if (Object.keys(samples).length > 0) await this.#attempt((state) => state.recordSamples(now, samples));
    return await Promise.all(updates.map((update) => this.#complete(update)));
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

  #isDue({ kind, source }: Update, now: number): boolean {
    if (kind === "failed" || source === "checks") return true;
    const last = this.#sampledAt.get(source);
    if (last !== undefined && Math.abs(now - last) < SHOP_SAMPLES_APART) return false;
    this.#sampledAt.set(source, now);
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
    const at = Date.parse(check.last_check);
    await this.#attempt((state) => state.recordCheck({ market, at, ...seenBy(check) }));
    const { clock, isoTime } = this.#options;
    const shown = inZone(await this.#withAddress(check), (moment) => isoTime(Date.parse(moment)));
    const measured = await this.#attempt((state) => state.availability(market, clock.now()));
    if (!measured) return { ...shown, availability: NOT_MEASURED };
    const since = measured.since === null ? null : isoTime(measured.since);
    return { ...shown, availability: { ...measured, since } };
  }

  async #withAddress(check: CheckResult): Promise<CheckResult> {
    const address = namedAddress(check);
    if (address === null) return check;
    return await this.#attempt((state) => withOwnAddress(check, address, state)) ?? check;
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
