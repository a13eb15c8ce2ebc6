import { startMarketSimulator } from "@/lib/demo/market_simulator.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import { buildProgram, type RunningProgram } from "@/tests/support/program.ts";
import type { Shop } from "./shops.ts";

/** The built program as its users run it: a shop in PostgreSQL, and three markets that answer. */
export class WatchedProgram implements AsyncDisposable {
  readonly program: RunningProgram;
  readonly #resources: AsyncDisposableStack;

  private constructor(program: RunningProgram, resources: AsyncDisposableStack) {
    this.program = program;
    this.#resources = resources;
  }

  /** Starts it and awaits its first figures of everything. */
  static async start(shop: Shop): Promise<WatchedProgram> {
    await using resources = new AsyncDisposableStack();
    const built = resources.use(await buildProgram());
    const stop = new AbortController();
    const moods = { coupang: "healthy", naver: "healthy", "11st": "healthy" } as const;
    const markets = startMarketSimulator({ seed: 1, clock: systemClock, signal: stop.signal, moods });
    resources.defer(async () => {
      stop.abort();
      await markets.closed;
    });
    const config = JSON.stringify({
      markets: Object.fromEntries(
        Object.entries(markets.credentials).map(([code, credentials]) => [
          code,
          { base_url: markets.base_urls[code as keyof typeof markets.base_urls], ...credentials },
        ]),
      ),
    });
    // YAML reads JSON.
    await Deno.writeTextFile(`${built.folder}/marketpulse.yaml`, config);
    const program = resources.use(await built.start({ env: { DATABASE_URL: shop.server.url } }));
    await program.until(({ sales, api_status }) => sales !== null && Object.keys(api_status).length === 3);
    return new WatchedProgram(program, resources.move());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#resources.disposeAsync();
  }
}
