import type { ListenerState } from "../collectors/update.ts";
import { Listener } from "../metrics/listener.ts";
import type { MetricsOptions } from "../metrics/options.ts";
import type { Connection } from "../metrics/read_transaction.ts";
import { type Finding, finding } from "./finding.ts";
import type { TriggerTable } from "./trigger_tables.ts";
import { triggerTexts as texts } from "./trigger_texts.ts";

export interface WakeupOptions {
  readonly options: MetricsOptions;
  readonly tables: readonly TriggerTable[];
}

/** Milliseconds that a notification may take from one of our connections to the other. */
const PROOF_WITHIN = 2_000;

/** Whether somebody listens to the database's notifications. */
export function listens({ pool, notify_channel }: MetricsOptions["database"]): boolean {
  return pool > 1 && Boolean(notify_channel);
}

/** Whether changes are told of, and whether that is heard here. `connection` must be in no transaction. */
export async function checkWakeup(
  connection: Connection,
  { options, tables }: WakeupOptions,
): Promise<Finding> {
  const name = "database.wakeup";
  if (!listens(options.database)) return finding("database", { name, grade: "off", message: texts.off });
  const able = tables.filter(({ places }) => places.length > 0);
  const without = able.filter(({ hasTriggers }) => !hasTriggers);
  if (without.length === able.length) {
    const message = texts.none(options.interval);
    return finding("database", { name, grade: "off", message, remedy: texts.make });
  }
  if (await listenerState(connection, options.database) !== "listening") {
    return finding("database", {
      name,
      grade: "warning",
      message: texts.deaf,
      remedy: texts.connectDirectly,
    });
  }
  if (without.length === 0) return finding("database", { name, grade: "ok", message: texts.all });
  const message = texts.some(without.map(({ mapped }) => mapped).join(", "));
  return finding("database", { name, grade: "warning", message, remedy: texts.make });
}

/** Listens once and sends itself a notification. */
async function listenerState(
  connection: Connection,
  database: MetricsOptions["database"],
): Promise<ListenerState> {
  const stop = new AbortController();
  const settled = Promise.withResolvers<ListenerState>();
  const listener = new Listener({
    database,
    onChange: () => void listener.prove(connection).catch(() => settled.resolve("lost")),
    onState: settled.resolve,
    timing: { proofWithin: PROOF_WITHIN },
  });
  const running = listener.run(stop.signal);
  const state = await settled.promise;
  stop.abort();
  await running;
  return state;
}
