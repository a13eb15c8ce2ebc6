/** What each worker is told of a configuration. */
import type { ChecksOptions } from "../checks/checks_options.ts";
import type { Config } from "../config/config.ts";
import type { MarketSimulation, SimulationOptions } from "../demo/simulate_markets.ts";
import type { CustomOptions } from "../metrics/custom/options.ts";
import type { MetricsOptions } from "../metrics/options.ts";

/** The demo shows the same shop to everybody. */
export const DEMO_SEED = 20_261_124;

export function metricsOptions(
  { database, business, schema }: Config,
  interval: number,
): MetricsOptions {
  return { database, business, interval, schema };
}

export function customOptions(
  { database: { url }, business: { timezone, day_start }, metrics }: Config,
): CustomOptions {
  return { database: { url }, business: { timezone, day_start }, metrics };
}

export function checksOptions(config: Config): ChecksOptions {
  const { markets, checks, database, interval, self_check, proxy } = config;
  const { url } = database;
  return { markets, checks, database: { url }, interval: interval.checks, self_check, proxy };
}

export function simulationOptions({ markets, interval }: Config): SimulationOptions {
  const { coupang, naver, "11st": elevenst } = markets;
  const slow = { coupang: coupang.slow, naver: naver.slow, "11st": elevenst.slow };
  return { seed: DEMO_SEED, interval: interval.checks, slow };
}

/** The configured checks, asked of the simulation. It is on this machine, so nobody else has to be asked first. */
export function simulatedOptions(
  { markets, checks, database, interval }: Config,
  simulation: MarketSimulation,
): ChecksOptions {
  const { base_urls: urls, credentials: keys, key_issued } = simulation;
  return {
    markets: {
      coupang: { ...markets.coupang, ...keys.coupang, base_url: urls.coupang, key_issued },
      naver: { ...markets.naver, ...keys.naver, base_url: urls.naver },
      "11st": { ...markets["11st"], ...keys["11st"], base_url: urls["11st"] },
    },
    checks,
    database: { url: database.url },
    interval: interval.checks,
    self_check: { targets: [] },
  };
}
