/// <reference lib="deno.worker" />
import { serveWorker } from "../lib/collectors/serve_worker.ts";
import { simulateMarkets } from "../lib/demo/simulate_markets.ts";

serveWorker(simulateMarkets);
