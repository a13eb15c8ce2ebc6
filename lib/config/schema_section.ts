/** `schema`: how the seller's tables are called. */
import * as z from "zod";
import {
  defaultSchema,
  type SchemaMapping,
  STATUS_GROUPS,
  type StatusWords,
  withMarketWords,
} from "../shared/default_schema.ts";
import { inlineRelation, isSelect } from "../shared/inline_relation.ts";
import { section } from "./section.ts";
import { requirement, requirements } from "./texts.ts";
import { aColumn, aColumnOrNull, aTimeZone, aWord, value, type ValueFault } from "./values.ts";

/** A SELECT that is read instead of a table; empty: the table. */
const aSelect = value(
  requirements.select,
  (raw) => typeof raw === "string" && (raw === "" || isSelect(raw)) ? raw : undefined,
);

/** A relation that is null is switched off; one that is not written has its defaults. */
function relation<Shape extends z.ZodRawShape>(name: keyof SchemaMapping, shape: Shape) {
  const { table } = defaultSchema()[name];
  return z.strictObject({ table: aWord.default(table), from: aSelect.default(""), ...shape })
    .transform((mapping) => withRelation(name, mapping as z.output<z.ZodObject<Shape>> & Relation))
    .nullable().prefault({} as never);
}

interface Relation {
  readonly table: string;
  readonly from: string;
}

function withRelation<Mapping>(name: string, { from, ...mapping }: Mapping & Relation) {
  return { ...mapping, table: from === "" ? mapping.table : inlineRelation(from, name) };
}

/** Faults of the words that two groups have, ASCII case apart. */
function repeatedWords(words: StatusWords): { path: (string | number)[]; fault: ValueFault }[] {
  const groups = new Map<string, string>();
  const faults: { path: (string | number)[]; fault: ValueFault }[] = [];
  for (const group of STATUS_GROUPS) {
    words[group].forEach((word, index) => {
      const other = groups.get(word.toLowerCase());
      if (other === undefined) groups.set(word.toLowerCase(), group);
      else {
        const required = requirement.wordInOneGroup(word, `statuses.${other}`);
        faults.push({ path: [group, index], fault: { required, secret: true } });
      }
    });
  }
  return faults;
}

const statuses = section({
  pending: z.array(aWord).default(["pending"]),
  processing: z.array(aWord).default(["processing"]),
  completed: z.array(aWord).default(["completed"]),
  cancelled: z.array(aWord).default(["cancelled"]),
}).transform((words, context) => {
  for (const { path, fault } of repeatedWords(words)) {
    context.addIssue({ code: "custom", path, params: { fault } });
  }
  return withMarketWords(words);
});

const { orders, products, logs, jobs } = defaultSchema();

export const schemaSection = section({
  orders: relation("orders", {
    id: aColumn.default(orders.id),
    at: aColumn.default(orders.at),
    updated_at: aColumnOrNull.default(orders.updated_at),
    market: aColumn.default(orders.market),
    status: aColumn.default(orders.status),
    amount: aColumn.default(orders.amount),
    customer: aColumnOrNull.default(orders.customer),
    time_zone: aTimeZone.default(orders.time_zone),
    statuses,
  }),
  products: relation("products", {
    id: aColumn.default(products.id),
    name: aColumn.default(products.name),
    market: aColumn.default(products.market),
    stock: aColumn.default(products.stock),
    price: aColumn.default(products.price),
    active: aColumnOrNull.default(products.active),
    updated_at: aColumnOrNull.default(products.updated_at),
  }),
  logs: relation("logs", {
    at: aColumn.default(logs.at),
    level: aColumn.default(logs.level),
    duration_ms: aColumnOrNull.default(logs.duration_ms),
    time_zone: aTimeZone.default(logs.time_zone),
  }),
  jobs: relation("jobs", {
    type: aColumn.default(jobs.type),
    status: aColumn.default(jobs.status),
    last_run: aColumnOrNull.default(jobs.last_run),
    next_run: aColumnOrNull.default(jobs.next_run),
  }),
});
