/// <reference lib="deno.worker" />
import { serveWorker } from "../lib/collectors/serve_worker.ts";
import { collectChecks } from "../lib/checks/collect_checks.ts";

serveWorker(collectChecks);
