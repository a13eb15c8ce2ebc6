/// <reference lib="deno.worker" />
import { serveWorker } from "../lib/collectors/serve_worker.ts";
import { collectMetrics } from "../lib/metrics/collect_metrics.ts";

serveWorker(collectMetrics);
