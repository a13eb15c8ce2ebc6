import type { Connection } from "../metrics/read_transaction.ts";
import type { Target } from "../shared/postgres_target.ts";
import type { MetricsOptions } from "../metrics/options.ts";
import type { Clock } from "../shared/clock.ts";
import { databaseTexts as texts } from "./database_texts.ts";
import { type Finding, finding } from "./finding.ts";

export interface ServerOptions {
  readonly options: MetricsOptions;
  readonly target: Target;
  /** Milliseconds that connecting took. */
  readonly took: number;
  readonly clock: Clock;
}

/** The oldest version that the tests run against, as PostgreSQL counts them. */
const OLDEST_TESTED = 150_000;
/** Milliseconds by which two clocks may differ before "the last five minutes" means something else. */
const CLOCKS_DIFFER = 5_000;

interface ServerRow {
  version: string;
  number: number;
  zone: string;
  now: number;
}

/** Version, time zone and clock of the server. */
export async function checkServer(connection: Connection, server: ServerOptions): Promise<Finding[]> {
  const { options: { schema }, target, took, clock } = server;
  const asked = clock.now();
  const { rows } = await connection.query<ServerRow>(`
    SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
           current_setting('TimeZone') AS zone, extract(epoch FROM clock_timestamp())::float8 * 1000 AS now`);
  const { version, number, zone, now } = rows[0]!;
  const ahead = now - (asked + clock.now()) / 2;
  const old = number < OLDEST_TESTED;
  const mapped = [schema.orders?.time_zone, schema.logs?.time_zone].filter((name) => name !== undefined);
  const found = [
    finding("database", {
      name: "database.connection",
      grade: old ? "warning" : "ok",
      message: texts.connected({ version, took: Math.round(took), ...target }),
      remedy: old ? texts.oldVersion : null,
    }),
    finding("database", {
      name: "database.time_zone",
      grade: "ok",
      message: texts.timeZone(zone, [...new Set(mapped)].join(", ")),
    }),
  ];
  if (Math.abs(ahead) > CLOCKS_DIFFER) {
    const message = texts.clock(Math.round(ahead / 1000));
    found.push(
      finding("database", { name: "database.clock", grade: "warning", message, remedy: texts.setClock }),
    );
  }
  return found;
}
