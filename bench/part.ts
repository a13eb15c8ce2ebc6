import type { Shops } from "./shops.ts";

/** One measured figure of a part. */
export interface Figure {
  readonly name: string;
  /** `null` where it could not be measured; `note` then says why. */
  readonly value: number | null;
  /** `ms`, `KB`, `×` … */
  readonly unit: string;
  /** The greatest value that is good enough; absent for figures that are only told. */
  readonly most?: number;
  /** The least value that is good enough. */
  readonly least?: number;
  /** How it was measured, or why not, in a few words. */
  readonly note?: string;
}

export interface PartResult {
  readonly figures: readonly Figure[];
  /** Everything else worth keeping; written to the part's JSON file beside the figures. */
  readonly details?: unknown;
}

export interface BenchContext {
  /** Orders of a large shop, ten million unless the run says otherwise. */
  readonly orders: number;
  readonly shops: Shops;
  /** Tells what is going on. */
  readonly say: (line: string) => void;
}

/** One of the benchmarks that `deno task bench` runs. */
export interface Part {
  /** What `--only` calls it. */
  readonly name: string;
  /** Heading of its rows in the table. */
  readonly title: string;
  readonly run: (context: BenchContext) => Promise<PartResult>;
}
