/** `schema`: how the seller's tables are called. */
import * as z from "zod";
import { defaultSchema, STATUS_GROUPS, type StatusWords, withMarketWords } from "../shared/default_schema.ts";
import { section } from "./section.ts";
import { requirement } from "./texts.ts";
import { aColumn, aColumnOrNull, aTimeZone, aWord, type ValueFault } from "./values.ts";

/** A relation that is null is switched off; one that is not written has its defaults. */
function relation<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape).nullable().prefault({} as never);
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
  orders: relation({
    table: aWord.default(orders.table),
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
  products: relation({
    table: aWord.default(products.table),
    id: aColumn.default(products.id),
    name: aColumn.default(products.name),
    market: aColumn.default(products.market),
    stock: aColumn.default(products.stock),
    price: aColumn.default(products.price),
    active: aColumnOrNull.default(products.active),
    updated_at: aColumnOrNull.default(products.updated_at),
  }),
  logs: relation({
    table: aWord.default(logs.table),
    at: aColumn.default(logs.at),
    level: aColumn.default(logs.level),
    duration_ms: aColumnOrNull.default(logs.duration_ms),
    time_zone: aTimeZone.default(logs.time_zone),
  }),
  jobs: relation({
    table: aWord.default(jobs.table),
    type: aColumn.default(jobs.type),
    status: aColumn.default(jobs.status),
    last_run: aColumnOrNull.default(jobs.last_run),
    next_run: aColumnOrNull.default(jobs.next_run),
  }),
});
