/// <reference lib="deno.worker" />
import { serveWorker } from "../lib/collectors/serve_worker.ts";
import { collectCustom } from "../lib/metrics/custom/collect_custom.ts";

serveWorker(collectCustom);
