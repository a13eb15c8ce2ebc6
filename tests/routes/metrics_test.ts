import assert from "node:assert/strict";
import type { Update } from "@/lib/collectors/update.ts";
import { deliveries } from "../live/fakes.ts";
import { listMarkets } from "../support/recorded_checks.ts";
import { buildRoutes } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();
const missing = promtoolMissing();

async function scrape() {
  const { services, hub, clock, telemetry } = await openTestServices();
  hub.publish([...deliveries(clock), ...listMarkets(["coupang"], clock.now(), { clock_skew: -1_500 })]);
  const checks: Update = {
    kind: "delivered",
    source: "checks",
    at: new Date(clock.now()).toISOString(),
    data: {
      coupang: {
        status: "healthy",
        class: "UP",
        probe: "signed",
        status_code: 200,
        response_time: 120,
        last_check: new Date(clock.now()).toISOString(),
        error: null,
        remedy: null,
        lag: 250,
      },
    },
  };
  const database: Update = {
    kind: "delivered",
    source: "database",
    at: new Date(clock.now()).toISOString(),
    data: null,
    wakeup: { listener: "listening", losses: 0, woken: true },
  };
  // The second time it is the result of a market that is left alone.
  telemetry.observe([{ ...deliveries(clock)[0]!, took: 12 } as Update, database, checks]);
  telemetry.observe([checks]);
  telemetry.observeRestart("metrics");
  telemetry.observeLag(3);
  clock.advance(2_000);
  const handler = open(services);
  await handler(new Request("http://127.0.0.1:8765/healthz"));
  return await handler(new Request("http://127.0.0.1:8765/metrics"));
}

Deno.test("GET /metrics tells of sources, checks, workers, clients, requests and age", async () => {
  const response = await scrape();
  const text = await response.text();
  assert.match(response.headers.get("content-type")!, /^text\/plain; version=0\.0\.4/);
  for (
    const line of [
      'marketpulse_source_up{source="sales"} 1',
      'marketpulse_source_up{source="jobs"} 0',
      'marketpulse_source_age_seconds{source="sales"} 2',
      'marketpulse_source_interval_seconds{source="sales"} 5',
      "marketpulse_database_listening 1",
      'marketpulse_market_checks_void_total{market="coupang"} 1',
      "marketpulse_clock_skew_seconds -1.5",
      "marketpulse_database_wakeups_total 1",
      'marketpulse_source_readings_total{source="sales",outcome="delivered"} 1',
      'marketpulse_source_read_duration_seconds_count{source="sales"} 1',
      'marketpulse_market_checks_total{market="coupang",class="UP"} 1',
      'marketpulse_worker_restarts_total{worker="metrics"} 1',
      'marketpulse_http_requests_total{method="GET",status="200"} 1',
      'marketpulse_clients{protocol="v1"} 0',
      "marketpulse_snapshot_age_seconds 2",
      "marketpulse_messages_sent_total 0",
      "marketpulse_event_loop_lag_seconds_count 1",
    ]
  ) assert.ok(text.split("\n").includes(line), line);
});

Deno.test({
  name: `GET /metrics is clean for promtool${missing ? ` (ignored: ${missing})` : ""}`,
  ignore: missing !== undefined,
  async fn() {
    const child = new Deno.Command("promtool", {
      args: ["check", "metrics"],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(await (await scrape()).text()));
    await writer.close();
    const { code, stdout, stderr } = await child.output();
    assert.equal(new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr), "");
    assert.equal(code, 0);
  },
});

function promtoolMissing(): string | undefined {
  try {
    new Deno.Command("promtool", { args: ["--version"], stdout: "null", stderr: "null" }).outputSync();
  } catch {
    return "no promtool found, install Prometheus (Debian: apt install prometheus)";
  }
}
