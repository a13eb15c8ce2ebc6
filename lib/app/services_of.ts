import type { Audit } from "../auth/audit.ts";
import { TokenDesk } from "../auth/token_desk.ts";
import type { Tokens } from "../auth/tokens.ts";
import type { Auth } from "../auth/auth.ts";
import type { Config } from "../config/config.ts";
import type { Hub } from "../live/hub.ts";
import type { Sessions } from "../live/sessions.ts";
import { isoInZone } from "../metrics/business_day.ts";
import type { Clock } from "../shared/clock.ts";
import type { History } from "../shared/history.ts";
import { marketName } from "../shared/market_names.ts";
import type { Snapshot, SourceName } from "../shared/snapshot.ts";
import type { HistoryRange, StateStore } from "../state/state_store.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import { CheckNow } from "./check_now.ts";
import type { Log } from "./log.ts";
import { readinessOf } from "./readiness.ts";
import { responseTimePath } from "./samples.ts";
import type { Services } from "./services.ts";

export interface ServicesOptions {
  /** The configuration in force. */
  readonly config: () => Config;
  readonly hub: Hub;
  readonly sessions: Sessions;
  readonly state: StateStore;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: Audit;
  readonly tokens: Tokens;
  readonly auth: Auth;
  /** Has a market checked at once; false when nobody is there to do it. */
  readonly orderCheck: (market: string) => boolean;
  readonly sale: Services["sale"];
  readonly layout: Services["layout"];
}

const HOUR = 3_600_000;

/** What routes see of the running program. */
export function servicesOf(options: ServicesOptions): Services {
  const { config, hub, sessions, state, telemetry, clock, log } = options;
  const { server: { base_path: basePath } } = config();
  const checkNow = new CheckNow({
    markets: () => checkedMarkets(config(), hub.snapshot),
    status: (market) => hub.snapshot.api_status[market],
    order: options.orderCheck,
    clock,
  });
  const history = async (range: HistoryRange): Promise<History> => {
    const { timezone } = config().business;
    const [from, to] = [range.from_ms, range.to_ms].map((at) => isoInZone(at, timezone)) as [string, string];
    const { metric, step, points } = await state.history(range);
    return { metric, from, to, step, points };
  };
  return {
    snapshot: () => hub.snapshot,
    history,
    responseTimes: () => {
      const to_ms = clock.now();
      const metrics = Object.keys(hub.snapshot.api_status).map(responseTimePath);
      return Promise.all(
        metrics.map((metric) => history({ metric, from_ms: to_ms - HOUR, to_ms, step_s: 60 })),
      );
    },
    checks: (query) => state.checks(query),
    checkNow: (market) => checkNow.ask(market),
    sale: options.sale,
    layout: options.layout,
    readiness: () => readinessOf(hub.snapshot, configuredSources(config())),
    now: () => clock.now(),
    sessions,
    telemetry,
    get server() {
      return config().server;
    },
    basePath,
    get timezone() {
      return config().business.timezone;
    },
    get markets() {
      return checkedMarkets(config(), hub.snapshot);
    },
    get marketNames() {
      return ownNames(config());
    },
    log,
    audit: options.audit.record,
    audited: (query) => state.audit.entries(query),
    tokens: options.tokens,
    tokenDesk: new TokenDesk({ store: state.tokens, clock, audit: options.audit.record }),
    auth: options.auth,
    access: config().log.access,
  };
}

/** The defaults are in Korean only, so a name that is one leaves the choice to the page's own catalogue. */
function ownNames({ markets }: Config): Record<string, string> {
  const usual = { language: "ko", marketNames: {} } as const;
  const own = Object.entries(markets).filter(([code, { name }]) => name !== marketName(code, usual));
  return Object.fromEntries(own.map(([code, { name }]) => [code, name]));
}

/** The configured ones first; a demo checks markets of its own. */
function checkedMarkets({ markets, checks }: Config, { api_status }: Snapshot): string[] {
  const enabled = Object.entries(markets).filter(([, market]) => market.enabled).map(([code]) => code);
  return [...new Set([...enabled, ...checks.map(({ name }) => name), ...Object.keys(api_status)])];
}

/** Nobody waits for what was stopped on purpose. */
function configuredSources({ database, schema, markets, checks, redis, demo }: Config): SourceName[] {
  const { orders, products, logs, jobs } = schema;
  const reads = demo || database.enabled;
  const when = (is: unknown, ...names: SourceName[]) => is ? names : [];
  return [
    ...when(reads, "database"),
    ...when(redis.url && !demo, "redis"),
    ...when(reads && orders, "sales", "orders"),
    ...when(reads && products, "inventory"),
    ...when(reads && logs, "system"),
    ...when(reads && jobs, "jobs"),
    ...when(checks.length > 0 || Object.values(markets).some(({ enabled }) => enabled), "checks"),
  ];
}
