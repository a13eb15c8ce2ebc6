import { Audit } from "../auth/audit.ts";
import { Tokens } from "../auth/tokens.ts";
import type { Config } from "../config/config.ts";
import { Hub } from "../live/hub.ts";
import { Sessions } from "../live/sessions.ts";
import { type Clock, stopwatch } from "../shared/clock.ts";
import { metricsInterval } from "../shared/metrics_interval.ts";
import { emptySnapshot } from "../shared/snapshot.ts";
import { ReplaceableState } from "../state/replaceable_state.ts";
import { Telemetry } from "../telemetry/telemetry.ts";
import { hubSettings } from "./hub_settings.ts";
import { initialReasons } from "./initial_reasons.ts";
import type { Log } from "./log.ts";
import { VERSION } from "./version.ts";

/** What answers viewers; all of it is in memory, so it is there at once. */
export interface Shown {
  readonly hub: Hub;
  readonly sessions: Sessions;
  readonly state: ReplaceableState;
  readonly telemetry: Telemetry;
  readonly audit: Audit;
  readonly tokens: Tokens;
}

export function openShown({ config, clock, log }: { config: Config; clock: Clock; log: Log }): Shown {
  const settings = hubSettings(config);
  const mode = config.demo ? "demo" : "live";
  const empty = emptySnapshot(mode, crypto.randomUUID(), settings.isoTime(clock.now()));
  const hub = new Hub({
    ...settings,
    initial: initialReasons(empty, config),
    clock,
    onListenerError: (error) => log.error("A client could not be told of a change", { error: String(error) }),
  });
  const { max_clients: maxClients, max_clients_per_address: maxClientsPerAddress } = config.server;
  const interval = () => metricsInterval(hub.snapshot);
  const sessions = new Sessions({ hub, clock, stopwatch, interval, maxClients, maxClientsPerAddress });
  const state = new ReplaceableState();
  const audit = new Audit({ store: state.audit, clock, log });
  const tokens = new Tokens({ store: state.tokens, clock, audit: audit.record, log });
  return { hub, sessions, state, audit, tokens, telemetry: openTelemetry({ hub, sessions, clock }) };
}

function openTelemetry({ hub, sessions, clock }: { hub: Hub; sessions: Sessions; clock: Clock }): Telemetry {
  return new Telemetry({
    version: VERSION,
    probes: {
      snapshot: () => hub.snapshot,
      clients: () => sessions.count(),
      traffic: () => sessions.traffic,
      now: () => clock.now(),
      memory: () => Deno.memoryUsage(),
    },
  });
}
