/** What a candidate comes to as a mapping of the configuration. */
import type { ReadTransaction } from "../metrics/read_transaction.ts";
import { column, raw, sql, table } from "../metrics/sql.ts";
import { fittingZone } from "../check/zone_fit.ts";
import { groupOfWord } from "../check/status_vocabulary.ts";
import { defaultSchema, STATUS_GROUPS, type StatusWords } from "../shared/default_schema.ts";
import { inlineRelation } from "../shared/inline_relation.ts";
import { wordsAmong } from "./catalogue.ts";
import type { Field } from "./field.ts";
import type { Candidate } from "./propose.ts";

/** A relation as the configuration has it, with `from` where a SELECT stands for the table. */
export type Mapping = Record<string, string | null | StatusWords>;

/** What stands where a shop has nothing that answers to a key which has to be there. */
const INSTEAD: Readonly<Record<string, string>> = {
  id: "NULL::bigint",
  market: "'shop'",
  status: "''",
  name: "''",
};

/** Words of statuses are looked for in so many rows. */
const LOOKED_AT = 50_000;

/** The mapping of a candidate, without what has to be asked of the database. */
export function mappingOf({ relation, table, from, fields }: Candidate): Mapping {
  const place: Mapping = from === undefined ? { table: table.mapped } : { from };
  for (const [key, field] of Object.entries(fields)) place[key] = mapped(relation, key, field);
  // An empty table says nothing of the words in it; of the old system's they are known.
  const { active, table: known } = defaultSchema().products;
  if (relation === "products" && table.mapped === known && fields.active?.values.length === 0) {
    place.active = active;
  }
  return place;
}

function mapped(relation: string, key: string, field: Field | null): string | null {
  if (relation === "products" && key === "active") return field && activeOf(field);
  if (relation === "jobs" && key === "status" && field?.kind === "flag") {
    return `CASE WHEN ${column(field.mapped).text} THEN 'active' ELSE 'paused' END`;
  }
  return field?.mapped ?? INSTEAD[key] ?? null;
}

/** Words that say that a product is on sale. */
const ON_SALE =
  /^(active|on_?sale|sale|selling|enabled?|visible|published|show|y|yes|1|t|true|판매중?|판매 ?중|정상|노출|진열)$/i;

/** The condition that holds for a product on sale; null where nothing says so. */
function activeOf(field: Field): string | null {
  const { text } = column(field.mapped);
  const bare = text.replace(/^"([a-z_][a-z0-9_]*)"$/, "$1");
  if (field.kind === "flag") return bare;
  if (field.kind === "time") return `${bare} IS NULL`;
  const words = wordsAmong(field.values).filter((word) => ON_SALE.test(word));
  if (words.length === 0) return null;
  const quoted = words.map((word) => `'${word.replaceAll("'", "''")}'`);
  return quoted.length === 1 ? `${bare} = ${quoted[0]}` : `${bare} IN (${quoted.join(", ")})`;
}

/** What stands for the table of a mapping. */
export function relationOf(relation: string, { from, table }: Mapping): string {
  return typeof from === "string" ? inlineRelation(from, relation) : String(table);
}

/** The zone of a time without one, told by the newest row; undefined where the default does. */
export async function zoneOf(
  transaction: ReadTransaction,
  { relation, mapping, field, now }: { relation: string; mapping: Mapping; field: Field; now: number },
): Promise<string | undefined> {
  if (!field.type.startsWith("timestamp without") && field.type !== "timestamp") return;
  const at = column(field.mapped);
  const [row] = await transaction.rows<{ axis: number | null; zone: string }>(sql`
    SELECT (SELECT round(extract(epoch FROM max(${at})) * 1000)::float8
            FROM ${table(relationOf(relation, mapping))} WHERE isfinite(${at})) AS axis,
           (SELECT reset_val FROM pg_settings WHERE name = 'TimeZone') AS zone`);
  if (row?.axis === null || row?.axis === undefined) return;
  return fittingZone(row.axis, { zone: defaultSchema().orders.time_zone, server: row.zone, now });
}

export interface FoundWords {
  /** The words of each group, those of the defaults included. */
  readonly statuses: StatusWords;
  /** Words that no group is known for, the frequent ones first. */
  readonly unsure: readonly string[];
}

/** The words of a status column, by the group that they probably belong to. */
export async function statusesOf(
  transaction: ReadTransaction,
  mapping: Mapping,
): Promise<FoundWords> {
  const rows = await transaction.rows<{ word: string }>(sql`
    SELECT word FROM (
      SELECT ${column(String(mapping.status))}::text AS word
      FROM ${table(relationOf("orders", mapping))} LIMIT ${raw(String(LOOKED_AT))}
    ) AS looked_at
    WHERE word IS NOT NULL AND word <> '' AND length(word) <= 100
    GROUP BY 1 ORDER BY count(*) DESC LIMIT 100`);
  return grouped(rows.map(({ word }) => word));
}

function grouped(words: readonly string[]): FoundWords {
  const known = defaultSchema().orders.statuses;
  const lower = new Set(STATUS_GROUPS.flatMap((group) => known[group].map((word) => word.toLowerCase())));
  const statuses: StatusWords = {
    pending: ["pending"],
    processing: ["processing"],
    completed: ["completed"],
    cancelled: ["cancelled"],
  };
  const unsure: string[] = [];
  const seen = new Set<string>();
  for (const word of words) {
    if (lower.has(word.toLowerCase()) || seen.has(word.toLowerCase())) continue;
    seen.add(word.toLowerCase());
    const group = groupOfWord(word);
    if (group) statuses[group].push(word);
    else unsure.push(word);
  }
  return { statuses, unsure };
}
