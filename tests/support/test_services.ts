import { Auth } from "@/lib/auth/auth.ts";
import { type Log } from "@/lib/app/log.ts";
import { Audit } from "@/lib/auth/audit.ts";
import { Tokens } from "@/lib/auth/tokens.ts";
import { PageLayout } from "@/lib/app/page_layout.ts";
import { SaleMode } from "@/lib/app/sale_mode.ts";
import { servicesOf } from "@/lib/app/services_of.ts";
import type { Services } from "@/lib/app/services.ts";
import type { Config } from "@/lib/config/config.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { Hub } from "@/lib/live/hub.ts";
import { Sessions } from "@/lib/live/sessions.ts";
import type { AuthMode } from "@/lib/shared/auth_mode.ts";
import { isLoopback } from "@/lib/shared/loopback.ts";
import { emptySnapshot } from "@/lib/shared/snapshot.ts";
import type { StateStore } from "@/lib/state/state_store.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { Telemetry } from "@/lib/telemetry/telemetry.ts";
import { dayOf, FakeClock, iso } from "../live/fakes.ts";

/** What routes are tested against: a real hub, real sessions and a real state in memory, and no collectors. */
export interface TestServices {
  readonly services: Services;
  readonly hub: Hub;
  readonly sessions: Sessions;
  readonly state: StateStore;
  readonly clock: FakeClock;
  readonly telemetry: Telemetry;
  readonly sale: SaleMode;
  readonly audit: Audit;
  readonly tokens: Tokens;
  readonly auth: Auth;
  /** What was logged, as `LEVEL message`. */
  readonly logged: string[];
  /** Codes with which the first user can be made, as the log shows them. */
  readonly codes: string[];
  /** Markets that were to be checked at once. */
  readonly ordered: string[];
}

export interface TestServicesOptions {
  /** Changes of the default configuration. */
  readonly server?: Partial<Config["server"]>;
  readonly mode?: "live" | "demo";
  /** Who may come in; by default everybody, who then asks as one would on the server's own machine or elsewhere. */
  readonly auth?: AuthMode;
  readonly oidc?: Config["auth"]["oidc"];
  /** Milliseconds between two messages that pages are told to expect. */
  readonly interval?: number;
}

export async function openTestServices(
  { server = {}, mode = "live", interval = 5_000, auth: authMode = "none", oidc }: TestServicesOptions = {},
): Promise<TestServices> {
  const defaults = parseConfig({ env: {}, flags: {} });
  const config: Config = {
    ...defaults,
    server: { ...defaults.server, ...server },
    auth: { ...defaults.auth, mode: authMode, ...(oidc && { oidc }) },
    demo: mode === "demo",
  };
  const clock = new FakeClock();
  const hub = new Hub({
    initial: emptySnapshot(mode, "epoch-1", iso(clock.now())),
    clock,
    intervals: { database: interval, sales: 5_000, orders: 5_000, inventory: 5_000 },
    custom: [],
    businessDay: dayOf,
    markets: ["coupang", "naver", "11st", "my-mall"],
    isoTime: iso,
    onListenerError: (error) => {
      throw error;
    },
  });
  const state = await openSqliteState(":memory:");
  const { max_clients: maxClients, max_clients_per_address: maxClientsPerAddress } = config.server;
  const sessions = new Sessions({
    hub,
    clock,
    stopwatch: clock,
    interval: () => 5_000,
    maxClients,
    maxClientsPerAddress,
  });
  const logged: string[] = [];
  const at = (level: string) => (message: string) => void logged.push(`${level} ${message}`);
  const log: Log = { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
  const telemetry = new Telemetry({
    version: "0.0.0",
    probes: {
      snapshot: () => hub.snapshot,
      clients: () => sessions.count(),
      traffic: () => sessions.traffic,
      now: clock.now,
      memory: () => ({ rss: 1, heapUsed: 1 }),
    },
  });
  const ordered: string[] = [];
  const orderCheck = (market: string) => ordered.push(market) > 0;
  const onChange = (until: number | null) => hub.setSale(until === null ? null : { until: iso(until) });
  const sale = new SaleMode({ clock, state, log, onChange });
  const audit = new Audit({ store: state.audit, clock, log });
  const tokens = new Tokens({ store: state.tokens, clock, audit: audit.record, log });
  const codes: string[] = [];
  const auth = new Auth({
    state,
    clock,
    audit: audit.record,
    log: { ...log, warn: (_, { code }: Record<string, string> = {}) => void codes.push(code!) },
    config: () => config.auth,
    loopback: isLoopback(config.server.host),
  });
  const layout = new PageLayout({
    config: () => config,
    state,
    log,
    onChange: (layout) => hub.setLayout(layout),
  });
  const services = servicesOf({
    config: () => config,
    hub,
    sessions,
    state,
    telemetry,
    clock,
    log,
    audit,
    tokens,
    auth,
    orderCheck,
    sale,
    layout,
  });
  return {
    services,
    hub,
    sessions,
    state,
    clock,
    telemetry,
    logged,
    ordered,
    sale,
    audit,
    tokens,
    auth,
    codes,
  };
}
