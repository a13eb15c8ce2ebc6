/** Which cards pages show: as somebody arranged them on the settings page, else as the file says, else all. */
import type { Config } from "../config/config.ts";
import { allCards, arranged, type Arrangement, type Layout } from "../shared/layout.ts";
import type { StateStore } from "../state/state_store.ts";
import type { Log } from "./log.ts";

export interface PageLayoutOptions {
  /** The configuration in force. */
  readonly config: () => Pick<Config, "metrics" | "charts" | "layout">;
  readonly state: Pick<StateStore, "keep" | "kept">;
  readonly log: Log;
  readonly onChange: (layout: Layout) => void;
}

/** Under which it is kept, and as which an earlier process may have kept it. */
const NAME = "layout.dashboard";
/** More cards than there can be. */
const MOST = 500;

export class PageLayout {
  readonly #options: PageLayoutOptions;
  #saved: Arrangement | null = null;
  #saves = 0;
  #failing = false;

  constructor(options: PageLayoutOptions) {
    this.#options = options;
  }

  /** What somebody arranged; null: nobody did. */
  get saved(): Arrangement | null {
    return this.#saved;
  }

  /** Every card that there is, shown or not, in the order in which they are or would be shown. */
  get cards(): string[] {
    const { config } = this.#options;
    const all = allCards(config());
    const first = this.#saved?.order ?? config().layout.dashboard ?? [];
    return arranged(all, { order: first, hidden: [] });
  }

  get shown(): Layout {
    const { metrics, charts, layout } = this.#options.config();
    const all = allCards({ metrics, charts });
    const dashboard = this.#saved ? arranged(all, this.#saved) : layout.dashboard ?? all;
    return { dashboard, charts: Object.fromEntries(charts.map((chart) => [chart.name, chart])) };
  }

  /** Goes on with what was arranged before, or meanwhile by another instance on the same state. */
  async restore(): Promise<void> {
    const saves = this.#saves;
    try {
      const kept = arrangementOf(await this.#options.state.kept(NAME));
      // What was saved while this was being read is newer.
      if (saves !== this.#saves) return;
      this.#saved = kept;
      this.#failing = false;
      this.tell();
    } catch (error) {
      // A state that fails goes on failing for a while; it is said once.
      if (!this.#failing) {
        this.#options.log.error("Cannot read how the cards were arranged", { error: String(error) });
      }
      this.#failing = true;
    }
  }

  /** Shows everybody what holds now, as after another configuration. */
  tell(): void {
    this.#options.onChange(this.shown);
  }

  /**
   * Arranges the cards in another way; null: as the file says.
   *
   * @throws {RangeError} for what is no arrangement
   * @throws {StateError} when it cannot be kept; it is not shown then
   */
  async save(arrangement: unknown): Promise<void> {
    const next = arrangement === null ? null : arrangementOf(arrangement);
    if (arrangement !== null && !next) throw new RangeError("That is no arrangement of cards");
    await this.#options.state.keep(NAME, next);
    this.#saves += 1;
    this.#saved = next;
    this.tell();
  }
}

function arrangementOf(value: unknown): Arrangement | null {
  const { order, hidden } = (value ?? {}) as Partial<Arrangement>;
  return isCards(order) && isCards(hidden) ? { order, hidden } : null;
}

function isCards(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= MOST &&
    value.every((card) => typeof card === "string" && card.length <= 60);
}
