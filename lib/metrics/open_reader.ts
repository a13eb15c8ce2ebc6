import { IncrementalReader } from "./incremental_reader.ts";
import type { MetricsOptions } from "./options.ts";
import { recountingReader, type ShopReader } from "./shop_reader.ts";

/** The reader that the configuration asks for. */
export function openReader(options: MetricsOptions): ShopReader {
  return options.database.incremental ? new IncrementalReader(options) : recountingReader(options);
}
