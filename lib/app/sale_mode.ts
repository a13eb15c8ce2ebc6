/** Big-sale mode: for some hours the shop's figures are read every second, then as often as before. */
import type { Clock } from "../shared/clock.ts";
import type { StateStore } from "../state/state_store.ts";
import type { Log } from "./log.ts";

/** Hours that one may ask for. */
export const SALE_HOURS = { least: 0.5, most: 48 } as const;

/** Milliseconds between two readings while it lasts, unless they are even closer otherwise. */
export const SALE_INTERVAL = 1_000;

export interface SaleModeOptions {
  readonly clock: Clock;
  /** Remembers it over a restart. */
  readonly state: Pick<StateStore, "keep" | "kept">;
  readonly log: Log;
  /** It began, was changed or ended; `until` is ms since 1970, null when there is none. */
  readonly onChange: (until: number | null) => void;
}

const NAME = "sale";
const HOUR = 3_600_000;

export class SaleMode {
  readonly #options: SaleModeOptions;
  #until: number | null = null;
  /** What was kept could not be read, so it is tried again. */
  #unread = false;

  constructor(options: SaleModeOptions) {
    this.#options = options;
  }

  /** When it ends, ms since 1970; null when there is none. */
  get until(): number | null {
    return this.#until;
  }

  /** Goes on with what an earlier process began and did not end. */
  async restore(): Promise<void> {
    try {
      const until = endOf(await this.#options.state.kept(NAME));
      if (this.#until !== null) return;
      this.#unread = false;
      if (until === null || until <= this.#options.clock.now()) return;
      // Longer than one could have asked for: the clock was set back, or somebody else wrote it.
      if (until > this.#options.clock.now() + SALE_HOURS.most * HOUR) return;
      this.#options.log.info("Big-sale mode goes on");
      this.#change(until);
    } catch (error) {
      if (this.#unread) return;
      this.#unread = true;
      this.#options.log.error("Cannot read whether there is a big sale", { error: String(error) });
    }
  }

  /**
   * Begins, or lasts so many hours from now on.
   *
   * @throws {RangeError} when that is less or more than {@linkcode SALE_HOURS}
   */
  async start(hours: number): Promise<void> {
    const { least, most } = SALE_HOURS;
    if (!(hours >= least && hours <= most)) throw new RangeError(`Cannot last ${hours} hours`);
    const { clock, log } = this.#options;
    this.#change(clock.now() + Math.round(hours * HOUR));
    log.info("Big-sale mode begins", { hours, interval_ms: SALE_INTERVAL });
    await this.#keep();
  }

  async stop(): Promise<void> {
    if (this.#until === null) return;
    this.#change(null);
    this.#options.log.info("Big-sale mode ends");
    await this.#keep();
  }

  /** Ends it when its time is over; to be called once a second. */
  tick(): void {
    if (this.#unread) void this.restore();
    if (this.#until !== null && this.#options.clock.now() >= this.#until) void this.stop();
  }

  #change(until: number | null): void {
    this.#unread = false;
    this.#until = until;
    this.#options.onChange(until);
  }

  async #keep(): Promise<void> {
    const { state, log } = this.#options;
    try {
      await state.keep(NAME, this.#until === null ? null : { until: this.#until });
    } catch (error) {
      log.error("A restart will not know of the big sale", { error: String(error) });
    }
  }
}

function endOf(kept: unknown): number | null {
  const until = (kept as { until?: unknown } | null)?.until;
  return typeof until === "number" && Number.isFinite(until) ? until : null;
}
