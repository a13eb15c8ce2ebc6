/** The whole way of a check: simulated market, collector, pipeline, hub and Redis, and the program's own routes. */
import { startMarketSimulator } from "@/lib/demo/market_simulator.ts";
import { openRedisBus } from "@/lib/bus/bus_redis.ts";
import { Pipeline } from "@/lib/app/pipeline.ts";
import { Recorder } from "@/lib/app/recorder.ts";
import type { Services } from "@/lib/app/services.ts";
import type { Update } from "@/lib/collectors/update.ts";
import type { Network } from "@/lib/markets/network.ts";
import { openNetwork } from "@/lib/markets/network.ts";
import type { Answer, Failed } from "@/lib/markets/seen.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import type { ApiStatus, Snapshot } from "@/lib/shared/snapshot.ts";
import { until } from "@/tests/bus/fixtures.ts";
import { iso } from "@/tests/live/fakes.ts";
import type { TestRedis } from "@/tests/support/redis.ts";
import { openTestServices } from "@/tests/support/test_services.ts";
import { FakeTime } from "./fake_time.ts";

type Handler = (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

export interface CheckedWorldOptions {
  readonly redis: TestRedis;
  readonly open: (services: Services) => Handler;
  readonly certificate?: { readonly cert: string; readonly key: string };
}

/** A hundredth of the demo's latencies. */
const PACE = 0.01;
const HEALTHY = { coupang: "healthy", naver: "healthy", "11st": "healthy" } as const;

export async function openCheckedWorld({ redis, open, certificate }: CheckedWorldOptions) {
  const [time, stop] = [new FakeTime(), new AbortController()];
  const program = await openTestServices();
  const { hub, state, telemetry, clock, services } = program;
  const bus = openRedisBus({
    url: redis.url,
    shop: () => "shop",
    clock: systemClock,
    isoNow: () => iso(systemClock.now()),
    onShared: () => {},
    onState: () => {},
  });
  const recorder = new Recorder({ state, clock, isoTime: iso, log: services.log });
  const pipeline = new Pipeline({
    bus,
    hub,
    log: services.log,
    recorder,
    telemetry,
    hideIn: (value) => value,
  });
  const simulator = startMarketSimulator({
    seed: 1,
    clock: time,
    signal: stop.signal,
    moods: HEALTHY,
    pace: PACE,
    certificate,
  });
  const network = openNetwork();
  const seen: (Answer | Failed)[] = [];
  const handler = open(services);
  return {
    time,
    simulator,
    network: tapped(network, (last) => seen.push(last)),
    /** The last thing that a market answered. */
    lastSeen: () => seen.at(-1)!,
    publish(updates: readonly Update[]): void {
      clock.time = time.now();
      pipeline.publish(updates);
    },
    drained: () => pipeline.drained(),
    handler,
    async snapshot(): Promise<Snapshot> {
      return await (await handler(new Request("http://localhost/api/snapshot"))).json();
    },
    /** What Redis holds of a market, once it is of the check at `checked`. */
    async stored(market: string, checked: string): Promise<ApiStatus> {
      let status: ApiStatus | undefined;
      await until(async () => {
        status = JSON.parse(await redis.cli("GET", `api_status:${market}`) || "null") ?? undefined;
        return status?.last_check === checked;
      });
      return status!;
    },
    async page(market: string): Promise<string> {
      const request = new Request(`http://localhost/markets/${market}`, {
        headers: { "accept-language": "ko" },
      });
      return textOf(await (await handler(request)).text());
    },
    logged: program.logged,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await simulator.closed;
      await bus.close();
      await state.close();
    },
  };
}

export type CheckedWorld = Awaited<ReturnType<typeof openCheckedWorld>>;

function tapped(network: Network, onSeen: (seen: Answer | Failed) => void): Network {
  return {
    async request(outgoing, limits) {
      const seen = await network.request(outgoing, limits);
      onSeen(seen);
      return seen;
    },
    connect: (peer, limits) => network.connect(peer, limits),
    resolve: (hostname, limits) => network.resolve(hostname, limits),
  };
}

/** A page as its reader sees it. */
function textOf(html: string): string {
  const entities: Record<string, string> = { quot: '"', amp: "&", lt: "<", gt: ">", "#39": "'" };
  return html.replaceAll(/<script\b.*?<\/script>/gs, "").replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&(quot|amp|lt|gt|#39);/g, (_, name) => entities[name]!).replaceAll(/\s+/g, " ");
}
