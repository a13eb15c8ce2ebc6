import { databaseTexts as texts } from "./database_texts.ts";
import { type Relation, SELECT } from "./database_relations.ts";
import type { RoleReach } from "./database_role.ts";
import { type Finding, finding } from "./finding.ts";

/** Reading is all that is needed, so a role that may do more is more than a thief of its password should get. */
export function checkRights(relations: readonly Relation[], reach: RoleReach): Finding {
  const name = "database.rights";
  const { role, superuser } = reach;
  const mapped = relations.flatMap((relation) => relation.writable);
  // Of what is not mapped only where nothing else says it: the remedy is the same.
  const writable = [...new Set(mapped.length > 0 ? mapped : reach.tables)];
  if (writable.length === 0 && !superuser) {
    return finding("database", { name, grade: "ok", message: texts.readOnly });
  }
  const tables = relations.flatMap(({ kind, table, behind }) =>
    kind === null ? [] : kind === SELECT ? behind : [table]
  );
  return finding("database", {
    name,
    grade: "warning",
    message: superuser && mapped.length === 0
      ? texts.mayAll(role)
      : texts.mayWrite(role, writable.join(", ")),
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
