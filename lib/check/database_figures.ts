import type { Update } from "../collectors/update.ts";
import type { MetricsOptions } from "../metrics/options.ts";
import type { Connection } from "../metrics/read_transaction.ts";
import { TABLE_SOURCES } from "../metrics/sources.ts";
import { countFigures } from "./counted_figures.ts";
import { figuresText } from "./figure_texts.ts";
import { databaseTexts as texts, SOURCE_NAMES } from "./database_texts.ts";
import type { Relation } from "./database_relations.ts";
import { grants } from "./database_rights.ts";
import { type Finding, finding } from "./finding.ts";

export interface FiguresOptions {
  readonly options: MetricsOptions;
  readonly relations: readonly Relation[];
  /** ms since 1970 */
  readonly now: number;
}

/** A finding for each source, with figures to compare, and one for how long it took. */
export async function checkFigures(
  connection: Connection,
  { options, relations, now }: FiguresOptions,
): Promise<{ updates: Update[]; findings: Finding[] }> {
  const { updates, plans, took } = await countFigures(connection, options, now);
  const slow = took > options.interval / 2;
  const findings = [
    ...updates.filter(({ source }) => source !== "database")
      .map((update) => ofSource(update, relations, plans.get(update.source))),
    finding("database", {
      name: "database.tick",
      grade: slow ? "warning" : "ok",
      message: texts.tick(took, options.interval),
      remedy: slow ? texts.slowTick : null,
    }),
  ];
  return { updates, findings };
}

function ofSource(update: Update, relations: readonly Relation[], seen?: readonly string[]): Finding {
  const { relation } = TABLE_SOURCES.find(({ source }) => source === update.source)!;
  const name = `database.${update.source}`;
  const title = SOURCE_NAMES[update.source]!;
  const mapped = relations.find((one) => one.relation === relation);
  if (update.kind === "delivered") {
    const message = texts.read(title, {
      table: mapped!.table,
      took: update.took ?? 0,
      figures: figuresText(update),
    });
    return finding("database", { name, grade: "ok", message, seen });
  }
  const denied = mapped && mapped.kind !== null && !mapped.reads;
  return finding("database", {
    name,
    grade: update.off ? "off" : "fault",
    message: texts.unread(title, update.reason),
    remedy: update.remedy,
    lines: denied ? grants([mapped.table], `"${mapped.role}"`) : [],
  });
}
