import type { Update } from "../collectors/update.ts";
import type { MetricsOptions } from "../metrics/options.ts";
import { readFigures } from "../metrics/read_figures.ts";
import type { Connection } from "../metrics/read_transaction.ts";
import { TABLE_SOURCES } from "../metrics/sources.ts";
import { databaseTexts as texts, SOURCE_NAMES } from "./database_texts.ts";
import { grants, type Relation } from "./database_rights.ts";
import { type Finding, finding } from "./finding.ts";

export interface FiguresOptions {
  readonly options: MetricsOptions;
  readonly relations: readonly Relation[];
  /** ms since 1970 */
  readonly now: number;
}

/** Has the database count every figure, as the first tick does: a finding for each source and one for how long it took. */
export async function checkFigures(
  connection: Connection,
  { options, relations, now }: FiguresOptions,
): Promise<{ updates: Update[]; findings: Finding[] }> {
  const started = performance.now();
  const updates = await readFigures(connection, options, now);
  const took = performance.now() - started;
  const slow = took > options.interval / 2;
  const findings = [
    ...updates.filter(({ source }) => source !== "database").map((update) => ofSource(update, relations)),
    finding("database", {
      name: "database.tick",
      grade: slow ? "warning" : "ok",
      message: texts.tick(took, options.interval),
      remedy: slow ? texts.slowTick : null,
    }),
  ];
  return { updates, findings };
}

function ofSource(update: Update, relations: readonly Relation[]): Finding {
  const { relation } = TABLE_SOURCES.find(({ source }) => source === update.source)!;
  const name = `database.${update.source}`;
  const title = SOURCE_NAMES[update.source]!;
  const mapped = relations.find((one) => one.relation === relation);
  if (update.kind === "delivered") {
    return finding("database", { name, grade: "ok", message: texts.read(title, mapped!.table) });
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
