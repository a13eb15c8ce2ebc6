/// <reference lib="deno.worker" />
import { serveWorker } from "../lib/collectors/serve_worker.ts";
import { collectDemoShop } from "../lib/demo/collect_demo_shop.ts";

serveWorker(collectDemoShop);
