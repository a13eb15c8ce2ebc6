import pg from "pg";
import type { Language, Text } from "../shared/text.ts";
import type { NamedTable, TriggerTable } from "./trigger_tables.ts";
import { triggerTexts as texts } from "./trigger_texts.ts";

export interface TriggerSqlOptions {
  readonly tables: readonly TriggerTable[];
  readonly channel: string;
  readonly language: Language;
}

/**
 * The statements that make each table notify when it changes, for the shop's administrator to read and to run. A
 * notification that cannot be sent is left out: it must not cost the shop its transaction.
 */
export function triggerSql({ tables, channel, language }: TriggerSqlOptions): string {
  const say = (text: Text) => text[language].split("\n").map((line) => `-- ${line}`.trimEnd());
  const made = tables.filter(({ places }) => places.length > 0);
  const schema = made[0]?.places[0]?.schema;
  const func = `${schema}.marketpulse_notify`;
  const impossible = tables.filter(({ places }) => places.length === 0).flatMap(({ mapped, bases }) => [
    "",
    ...say(texts.view(mapped, bases.map(({ name }) => name))),
  ]);
  if (!schema) return lines([...say(texts.nothing), ...impossible]);
  return lines([
    ...say(texts.head),
    "",
    "BEGIN;",
    ...say(texts.lockTimeout),
    "SET LOCAL lock_timeout = '5s';",
    "",
    `CREATE OR REPLACE FUNCTION ${func}() RETURNS trigger LANGUAGE plpgsql AS $marketpulse$`,
    ...BODY,
    "$marketpulse$;",
    ...made.flatMap((table) => triggers(table, { func, channel })),
    "",
    "COMMIT;",
    ...impossible,
    "",
    ...say(texts.remove),
    `-- DROP FUNCTION ${func}() CASCADE;`,
  ]);
}

/** A queue that fills up would fail transactions at their commit, where no handler helps. */
const BODY = [
  "BEGIN",
  "  IF pg_catalog.pg_notification_queue_usage() < 0.5 THEN",
  "    PERFORM pg_catalog.pg_notify(TG_ARGV[0], TG_ARGV[1]);",
  "  END IF;",
  "  RETURN NULL;",
  "EXCEPTION WHEN OTHERS THEN",
  "  RETURN NULL;",
  "END",
];

function triggers(
  { relation, places }: TriggerTable,
  { func, channel }: { func: string; channel: string },
): string[] {
  const words = [channel, relation].map((word) => pg.escapeLiteral(word)).join(", ");
  const on = ({ name }: NamedTable) => [
    "",
    `CREATE OR REPLACE TRIGGER marketpulse_${relation} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE`,
    `  ON ${name} FOR EACH STATEMENT EXECUTE FUNCTION ${func}(${words});`,
  ];
  return places.flatMap(on);
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}
