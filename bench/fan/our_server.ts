/**
 * `our_server.ts PORT BYTES INTERVAL_MS`: the program's own routes, hub and sessions, with a change of about so many bytes
 * each interval in place of collectors.
 */
import { buildRoutes } from "@/tests/support/test_app.ts";
import { listen } from "@/lib/app/listen.ts";
import type { Log } from "@/lib/app/log.ts";
import { paceLive } from "@/lib/web/pace_live.ts";
import { Auth } from "@/lib/auth/auth.ts";
import { servicesOf } from "@/lib/app/services_of.ts";
import { PageLayout } from "@/lib/app/page_layout.ts";
import { openShown } from "@/lib/app/shown.ts";
import { onLag } from "@/lib/app/timers.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import type { Hub } from "@/lib/live/hub.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import type { Inventory } from "@/lib/shared/snapshot.ts";

/** A patch without figures: what stands around them. */
const FRAME_BYTES = 190;

function publishChange(hub: Hub, { bytes, seq }: { bytes: number; seq: number }): void {
  const at = new Date(systemClock.now()).toISOString();
  const name = String(seq).padEnd(bytes - FRAME_BYTES, "x");
  const data: Inventory = {
    total_products: seq,
    low_stock: 1,
    out_of_stock: 0,
    inventory_value: seq,
    low: [{ name, market_code: "coupang", stock: seq % 10 }],
  };
  hub.publish([{ kind: "delivered", source: "inventory", at, data }]);
}

async function main([port, bytes, interval]: [number, number, number]): Promise<void> {
  const parsed = parseConfig({ env: { PORT: String(port) }, flags: {} });
  const config = { ...parsed, server: { ...parsed.server, host: "127.0.0.1", max_clients: 100_000 } };
  const quiet = () => {};
  const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const shown = openShown({ config, clock: systemClock, log });
  const sale = { start: () => Promise.resolve(), stop: () => Promise.resolve() };
  const auth = new Auth({
    ...shown,
    clock: systemClock,
    log,
    audit: shown.audit.record,
    config: () => ({ ...config.auth, mode: "none" }),
    loopback: true,
  });
  const layout = new PageLayout({ config: () => config, state: shown.state, log, onChange: () => {} });
  const parts = {
    auth,
    layout,
    ...shown,
    config: () => config,
    clock: systemClock,
    log,
    orderCheck: () => false,
    sale,
  };
  const services = servicesOf(parts);
  const open = await buildRoutes();
  listen({ config, tls: null, handler: paceLive(open(services), shown.sessions), log });
  onLag((lag) => shown.telemetry.observeLag(lag));
  let seq = 0;
  publishChange(shown.hub, { bytes, seq });
  setInterval(() => publishChange(shown.hub, { bytes, seq: ++seq }), interval);
  setInterval(() => {
    shown.hub.tick();
    shown.sessions.tick();
  }, 1000);
}

await main(Deno.args.map(Number) as [number, number, number]);
