/** Which cards pages show: as somebody arranged them on the settings page, else as the file says, else as usual. */
import type { Config } from "../config/config.ts";
import {
  allCards,
  arranged,
  type Arrangement,
  type Layout,
  ordered,
  type Page,
  PAGES,
} from "../shared/layout.ts";
import type { StateStore } from "../state/state_store.ts";
import type { Log } from "./log.ts";

export interface PageLayoutOptions {
  /** The configuration in force. */
  readonly config: () => Pick<Config, "metrics" | "charts" | "layout">;
  readonly state: Pick<StateStore, "keep" | "kept">;
  readonly log: Log;
  readonly onChange: (layout: Layout) => void;
}

/** Under which a page's is kept, and as which an earlier process may have kept it. */
const nameOf = (page: Page): string => `layout.${page}`;
const UNARRANGED: Arrangement = { order: [], hidden: [] };
/** More cards than there can be. */
const MOST = 500;

export class PageLayout {
  readonly #options: PageLayoutOptions;
  #saved: Readonly<Record<Page, Arrangement | null>> = { dashboard: null, market: null };
  #saves = 0;
  #failing = false;

  constructor(options: PageLayoutOptions) {
    this.#options = options;
  }

  /** What somebody arranged of a page; null: nobody did. */
  saved(page: Page): Arrangement | null {
    return this.#saved[page];
  }

  /** Every card that a page can have, shown or not, in the order in which they are or would be shown. */
  cards(page: Page): string[] {
    const config = this.#options.config();
    return ordered(allCards(page, config), this.#saved[page]?.order ?? config.layout[page] ?? []);
  }

  get shown(): Layout {
    const charts = this.#options.config().charts.map((chart) => [chart.name, chart] as const);
    return {
      dashboard: this.#shownOn("dashboard"),
      market: this.#shownOn("market"),
      charts: Object.fromEntries(charts),
    };
  }

  #shownOn(page: Page): readonly string[] {
    const config = this.#options.config();
    const saved = this.#saved[page];
    const written = saved ? null : config.layout[page];
    return written ?? arranged(page, allCards(page, config), saved ?? UNARRANGED);
  }

  /** Goes on with what was arranged before, or meanwhile by another instance on the same state. */
  async restore(): Promise<void> {
    const saves = this.#saves;
    try {
      const [dashboard, market] = await Promise.all(
        PAGES.map(async (page) => arrangementOf(await this.#options.state.kept(nameOf(page)))),
      );
      // What was saved while this was being read is newer.
      if (saves !== this.#saves) return;
      this.#saved = { dashboard: dashboard ?? null, market: market ?? null };
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
   * Arranges a page's cards in another way; null: as the file says.
   *
   * @throws {RangeError} for what is no arrangement
   * @throws {StateError} when it cannot be kept; it is not shown then
   */
  async save(page: Page, arrangement: unknown): Promise<void> {
    const next = arrangement === null ? null : arrangementOf(arrangement);
    if (arrangement !== null && !next) throw new RangeError("That is no arrangement of cards");
    await this.#options.state.keep(nameOf(page), next);
    this.#saves += 1;
    this.#saved = { ...this.#saved, [page]: next };
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
