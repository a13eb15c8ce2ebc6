import type { Note, Update } from "../collectors/update.ts";
import { momentsAt } from "../metrics/business_day.ts";
import { endsConnection } from "../metrics/connection_fault.ts";
import { Fault } from "../metrics/fault.ts";
import { KeptLogs } from "../metrics/kept/kept_logs.ts";
import { KeptOrders } from "../metrics/kept/kept_orders.ts";
import { KeptProducts } from "../metrics/kept/kept_products.ts";
import { MOST_ROWS } from "../metrics/kept/kept_rows.ts";
import type { KeptSet } from "../metrics/kept/kept_set.ts";
import { NotKept } from "../metrics/kept/not_kept.ts";
import { KEPT_TEXTS } from "../metrics/kept/texts.ts";
import type { MetricsOptions } from "../metrics/options.ts";
import type { ReadTransaction } from "../metrics/read_transaction.ts";
import type { Reading } from "../metrics/reading.ts";
import { changedIndex } from "../metrics/recommended_indexes.ts";
import { TABLE_SOURCES } from "../metrics/sources.ts";
import { indexFor } from "./database_indexes.ts";
import type { Relation } from "./database_relations.ts";
import { databaseTexts as texts } from "./database_texts.ts";
import { type Finding, finding } from "./finding.ts";

export interface ReadingsOptions {
  readonly transaction: ReadTransaction;
  readonly options: MetricsOptions;
  readonly relations: readonly Relation[];
  /** What counting everything gave. */
  readonly updates: readonly Update[];
  /** ms since 1970 */
  readonly now: number;
}

type Open = (reading: Reading, counting: number) => Promise<KeptSet>;

const KEPT: Partial<Record<Relation["relation"], Open>> = {
  orders: KeptOrders.open,
  products: KeptProducts.open,
  logs: KeptLogs.open,
};

/** For each table that is read: whether a tick reads what changed or everything, why, and which index would help. */
export async function checkReadings(asked: ReadingsOptions): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const mapped of asked.relations) {
    const open = KEPT[mapped.relation];
    if (!open || mapped.kind === null || !mapped.reads || failed(asked, mapped)) continue;
    found.push(await ofRelation(asked, mapped, await refusal(asked, mapped, open)));
  }
  return found;
}

/** What is wrong with a mapping was said where its figures were read. */
function failed({ updates }: ReadingsOptions, { relation }: Relation): boolean {
  return sourcesOf(updates, relation).some(({ kind }) => kind === "failed");
}

async function refusal(
  { transaction, options, updates, now }: ReadingsOptions,
  { relation }: Relation,
  open: Open,
): Promise<NotKept | Note | undefined> {
  if (!options.database.incremental) return new NotKept(KEPT_TEXTS.switchedOff, "never");
  if (rowsOf(updates, relation) > MOST_ROWS) return new NotKept(KEPT_TEXTS.tooMany(MOST_ROWS));
  try {
    const reading = { transaction, options, moments: momentsAt(now, options.business) };
    const { lateness } = await transaction.attempt(() => open(reading, countingOf(updates, relation)));
    return lateness;
  } catch (error) {
    if (error instanceof NotKept) return error;
    if (!(error instanceof Fault) && endsConnection(error)) throw error;
    return new NotKept(KEPT_TEXTS.unusable((error as Error).message), "soon");
  }
}

async function ofRelation(
  { transaction, options: { schema }, updates }: ReadingsOptions,
  mapped: Relation,
  refused: NotKept | Note | undefined,
): Promise<Finding> {
  const { relation, table, behind } = mapped;
  const name = `database.reading.${relation}`;
  if (!refused) {
    const remedy = behind.length > 1 ? texts.joined(behind.join(", ")) : null;
    return finding("database", { name, grade: "ok", message: texts.readsChanges(table), remedy });
  }
  const onlyNew = !(refused instanceof NotKept);
  const message = (onlyNew ? texts.readsNew : texts.readsEverything)(table, refused.reason);
  // The one that logs need is named where indexes are looked for.
  const { updated_at: key } = relation === "logs"
    ? { updated_at: null }
    : schema[relation as "orders" | "products"]!;
  const [statement] = relation === "logs" ? [] : changedIndex(schema[relation as "orders" | "products"]!);
  const helps = (onlyNew || refused.again === "once indexed") && key !== null && statement !== undefined;
  const made = helps ? await indexFor(transaction, { mapped, key, statement }) : undefined;
  if (!made) {
    const remedy = helps && behind.length > 0 ? texts.hidesIndex(table) : refused.remedy;
    return finding("database", { name, grade: "ok", message, remedy });
  }
  const saves = texts.wouldSave(Math.max(1, Math.round(countingOf(updates, relation))), made.remedy!);
  return finding("database", { name, grade: "warning", message, remedy: saves, lines: made.lines });
}

/** Milliseconds that counting everything took. */
function countingOf(updates: readonly Update[], relation: Relation["relation"]): number {
  return sourcesOf(updates, relation).reduce((sum, { took = 0 }) => sum + took, 0);
}

function sourcesOf(updates: readonly Update[], relation: Relation["relation"]): Update[] {
  const sources = TABLE_SOURCES.filter((source) => source.relation === relation).map(({ source }) => source);
  return updates.filter(({ source }) => sources.some((name) => name === source));
}

/** How many rows would be kept at least. */
function rowsOf(updates: readonly Update[], relation: Relation["relation"]): number {
  for (const update of sourcesOf(updates, relation)) {
    if (update.kind === "failed") continue;
    if (update.source === "inventory") return update.data.total_products;
    if (update.source === "sales") {
      return update.data.weekly_trend.reduce((sum, { orders }) => sum + orders, 0);
    }
  }
  return 0;
}
