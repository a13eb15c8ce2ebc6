import { stormPart } from "./fan/storm_part.ts";
import { viewerPart } from "./viewer_bench.ts";
import { bytesPart } from "./bytes_bench.ts";
import { fuzzPart } from "./fuzz_bench.ts";
import { changesPart } from "./changes_bench.ts";
import { fanPart } from "./fan/fan_part.ts";
import { halfOpenPart } from "./half_open_bench.ts";
import { latencyPart } from "./latency_bench.ts";
import { loginPart } from "./login_bench.ts";
import { mappingsPart } from "./mappings_bench.ts";
import { metricsPart } from "./metrics_bench.ts";
import type { Part } from "./part.ts";
import { reloadPart } from "./reload_bench.ts";
import { statePart } from "./state_bench.ts";

/** Everything that `deno task bench` runs, in this order; a further benchmark is one more line. */
export const PARTS: readonly Part[] = [
  metricsPart,
  latencyPart,
  changesPart,
  mappingsPart,
  fanPart,
  stormPart,
  viewerPart,
  bytesPart,
  loginPart,
  fuzzPart,
  halfOpenPart,
  statePart,
  reloadPart,
];
