import { databaseTexts as texts } from "./database_texts.ts";
import { type Relation, SELECT } from "./database_relations.ts";
import { type Finding, finding } from "./finding.ts";

/** Reading is all that is needed, so a role that may do more is more than a thief of its password should get. */
export function checkRights(relations: readonly Relation[]): Finding {
  const name = "database.rights";
  const writable = [...new Set(relations.flatMap((relation) => relation.writable))];
  const role = relations.find((relation) => relation.writable.length > 0)?.role;
  if (role === undefined) return finding("database", { name, grade: "ok", message: texts.readOnly });
  const tables = relations.flatMap(({ kind, table, behind }) =>
    kind === null ? [] : kind === SELECT ? behind : [table]
  );
  return finding("database", {
    name,
    grade: "warning",
    message: texts.mayWrite(role, writable.join(", ")),
    remedy: texts.makeReader,
    lines: [
      "CREATE ROLE marketpulse_reader LOGIN PASSWORD '…';",
      ...grants([...new Set(tables)], "marketpulse_reader"),
    ],
  });
}

/** Statements that let `role` read `tables`, which are as SQL has them. */
export function grants(tables: readonly string[], role: string): string[] {
  const schemas = new Set(tables.flatMap((name) => /^(.+)\.[^.]+$/.exec(name)?.[1] ?? []));
  return [
    ...[...schemas].map((schema) => `GRANT USAGE ON SCHEMA ${schema} TO ${role};`),
    `GRANT SELECT ON ${tables.join(", ")} TO ${role};`,
  ];
}
