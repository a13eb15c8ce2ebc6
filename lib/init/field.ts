/** What a field holds, as far as its use goes. */
export type FieldKind = "time" | "number" | "flag" | "text" | "other";

/** Something of a table that a mapping may name: a column, or a member of a JSON document in one. */
export interface Field {
  /** As the configuration takes it: a column or an SQL expression. */
  readonly mapped: string;
  /** By which it is judged; of a document's member with that of the member around it, `buyer_email`. */
  readonly name: string;
  readonly comment: string | null;
  /** As PostgreSQL calls it. */
  readonly type: string;
  readonly kind: FieldKind;
  /** Whether it is the table's primary key, all by itself. */
  readonly isKey: boolean;
  /** Some values, as text; without NULL. */
  readonly values: readonly string[];
}

/** A table or view that may be read. */
export interface Table {
  /** As the configuration takes it. */
  readonly mapped: string;
  /** By which it is judged. */
  readonly name: string;
  readonly comment: string | null;
  /** As the planner knows it; a guess. */
  readonly rows: number;
  readonly fields: readonly Field[];
}

/** The kind of a type as `format_type()` writes it. */
export function kindOf(type: string): FieldKind {
  if (/^(timestamp|date\b)/.test(type)) return "time";
  if (/^(smallint|integer|bigint|numeric|real|double|money)/.test(type)) return "number";
  if (type === "boolean") return "flag";
  return /^(text|character|citext|name|uuid|"?char)/.test(type) || !/^(json|bytea|xml|.*\[\]$)/.test(type)
    ? "text"
    : "other";
}
