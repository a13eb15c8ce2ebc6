import type { Config } from "../config/config.ts";
import type { Clock } from "../shared/clock.ts";
import { checkCustom } from "./check_custom.ts";
import { checkDatabase } from "./check_database.ts";
import { openCheckLedger } from "./check_ledger.ts";
import { checkMarkets } from "./check_markets.ts";
import { checkOwn } from "./check_own.ts";
import { checkPublicUrl } from "./check_public_url.ts";
import { checkRedis } from "./check_redis.ts";
import { checkState } from "./check_state.ts";
import { checkTls } from "./check_tls.ts";
import { checkWires } from "./check_wires.ts";
import type { Area, Finding } from "./finding.ts";

export interface DiagnoseOptions {
  readonly config: Config;
  /** Stands for the shop of the configuration, as in what its process remembers. */
  readonly shop: string;
  readonly clock: Clock;
  /** Where the configuration says something, as `file:line`; undefined where nobody wrote it. */
  readonly placeOf?: (key: string) => string | undefined;
  /** Look at the market of this code, or the own check of this name, and at nothing else. */
  readonly only?: string;
  /** Look at the dashboard from where its viewers do, too. */
  readonly publicUrl?: URL;
  /** Called as the look at an area begins. */
  readonly onArea: (area: Area) => void;
}

/** Connects to everything that the configuration names, and tells what it finds as it finds it. */
export async function* diagnose(options: DiagnoseOptions): AsyncGenerator<Finding> {
  const { config, shop, clock, placeOf, only, publicUrl, onArea } = options;
  if (only === undefined) {
    yield* await checkTls(config.server.tls, clock);
    yield* checkWires(config);
    onArea("database");
    yield* checkDatabase({ config, clock, placeOf });
    onArea("redis");
    yield await checkRedis({ ...config.redis, shop });
    onArea("state");
    yield await checkState(config.state);
  }
  const own = config.checks.filter(({ name }) => only === undefined || name === only);
  if (only === undefined || own.length === 0) {
    onArea("markets");
    await using opened = await openCheckLedger(config, clock);
    yield* checkMarkets({ ...config, market: only, clock, ledger: opened.ledger });
  }
  if (own.length > 0) {
    onArea("checks");
    yield* checkOwn({ ...config, checks: own, clock });
  }
  if (only === undefined && config.metrics.length > 0) {
    onArea("metrics");
    yield* checkCustom({ ...config, clock });
  }
  if (publicUrl) {
    onArea("public_url");
    yield* checkPublicUrl({ url: publicUrl, server: config.server });
  }
}
