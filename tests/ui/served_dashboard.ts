import type { Page } from "playwright-core";
import type { HubUpdate } from "@/lib/live/hub_update.ts";
import type { Services } from "@/lib/app/services.ts";
import { type Snapshot, SOURCE_NAMES } from "@/lib/shared/snapshot.ts";
import { listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

type Handler = (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

/** What the collectors of a shop would deliver for it to look like `shop`. */
export function deliveriesOf(shop: Snapshot, at: string): HubUpdate[] {
  const { error_rate, error_ratio, warning_count, api_metrics, scheduled_jobs } = shop.system;
  const data = {
    database: null,
    redis: null,
    sales: shop.sales,
    orders: shop.orders,
    inventory: shop.inventory,
    system: { error_rate, error_ratio, warning_count, api_metrics },
    jobs: { scheduled_jobs },
    checks: shop.api_status,
  };
  return SOURCE_NAMES.map((source) => {
    const { state, reason, remedy } = shop.sources[source];
    if (state === "ok") return { kind: "delivered", source, at, data: data[source] } as HubUpdate;
    return { kind: "failed", source, at, reason: reason!, remedy };
  });
}

export interface ServedOptions {
  readonly shop: Snapshot;
  readonly mode?: "live" | "demo";
  /** Milliseconds between two messages that the page is told to expect. */
  readonly interval?: number;
}

/** Serves the dashboard of a shop, with its live connection, until disposed of. */
export async function serveDashboard(
  open: (services: Services) => Handler,
  { shop, mode = "live", interval = 5000 }: ServedOptions,
) {
  const { services, hub, sessions, clock } = await openTestServices({ mode, interval });
  const at = () => new Date(clock.now()).toISOString();
  const publish = (shown: Snapshot) => hub.publish(deliveriesOf(shown, at()));
  publish(shop);
  const { host, [Symbol.asyncDispose]: dispose } = listen(open(services));
  return { url: `http://${host}/`, publish, sessions, [Symbol.asyncDispose]: dispose };
}

/** Everything that went wrong in a page. */
export function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  return faults;
}
