/** What every route finds in `ctx.state`. */
import { createDefine } from "fresh";
import type { History } from "../shared/history.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import type { Language } from "../shared/text.ts";

/** What the pages need of the program; tests give their own. */
export interface Services {
  /** The current snapshot. */
  snapshot(): Snapshot;
  /** Recorded response times of each market over the last hour, one series a market. */
  responseTimes(): Promise<History[]>;
  /** Milliseconds between two ticks of the metrics. */
  readonly interval: number;
  /** Prefix of every path, `""` or like `/pulse`. */
  readonly basePath: string;
  /** IANA name of the business's zone. */
  readonly timezone: string;
}

export interface State {
  services: Services;
  language: Language;
  theme: "auto" | "light" | "dark";
}

export const define = createDefine<State>();
