import type { LiveTexts } from "../shared/i18n/catalogue.ts";
import type { Link } from "../shared/link.ts";
import type { MarketNaming } from "../shared/market_names.ts";

/** How a page is shown to its viewer; plain data, so that islands can have it as a prop. */
export interface View extends MarketNaming {
  /** IANA name of the business's zone. */
  readonly timezone: string;
  /** Prefix of every path, `""` or like `/pulse`. */
  readonly basePath: string;
  readonly texts: LiveTexts;
}

/** A signal, for components that only read it. */
export interface Readable<T> {
  readonly value: T;
}

/** When it is and whether what is shown is current. */
export interface Moment {
  readonly now: Readable<number>;
  readonly link: Readable<Link>;
}
