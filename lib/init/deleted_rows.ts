import pg from "pg";
import { isColumn } from "../metrics/sql.ts";
import type { Field, Table } from "./field.ts";
import { snake } from "./score.ts";

const DELETED =
  /^((is_?)?del(eted)?|removed)(_?(at|on|dt|date|time|yn|flag|fg))?$|^삭제(일시|일자|일|시각|여부)$/;

/**
 * The condition that holds for the rows that their shop has not marked as deleted; undefined where it marks none. A row that
 * is marked later leaves the relation as a deleted one does: the next recount finds out.
 *
 * @param alias of the table, with its point: `o.`
 */
export function notDeleted({ fields }: Table, alias = ""): string | undefined {
  const field = fields.find(({ name, mapped }) => isColumn(mapped) && DELETED.test(snake(name)));
  return field && conditionOf(field, alias);
}

function conditionOf({ mapped, kind, values }: Field, alias: string): string | undefined {
  const name = `${alias}${pg.escapeIdentifier(mapped)}`;
  if (kind === "time") return `${name} IS NULL`;
  if (kind === "flag") return `${name} IS NOT TRUE`;
  if (kind === "number") return `coalesce(${name}, 0) = 0`;
  const marks = values.filter((value) => /^(y|t|1|d)$/i.test(value));
  const mark = marks[0] ?? (values.every((value) => /^n$/i.test(value)) ? "Y" : undefined);
  return mark && `${name} IS DISTINCT FROM '${mark}'`;
}
