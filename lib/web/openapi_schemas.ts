/** The shapes of the read API's answers as JSON Schema 2020-12, which OpenAPI 3.1 uses. */
import { METRIC_UNITS } from "../shared/custom_metric.ts";
import { SCOPES } from "../shared/viewer.ts";
import { AUDIT_KINDS, AUDIT_OUTCOMES } from "../state/audit_store.ts";
import { TOKEN_KINDS } from "../state/token_store.ts";
import { CHART_TYPES } from "../shared/layout.ts";
import { HEALTH_CLASSES, SOURCE_NAMES } from "../shared/snapshot.ts";

export type Schema = { readonly [key: string]: unknown };

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
export const object = (properties: Record<string, Schema>): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
});

/** `schema` with properties that may be absent, as they are in what an older version stored. */
const withOptional = (schema: Schema, optional: Record<string, Schema>): Schema => ({
  ...schema,
  properties: { ...schema.properties as Record<string, Schema>, ...optional },
});

const list = (items: Schema): Schema => ({ type: "array", items });
const map = (values: Schema): Schema => ({ type: "object", additionalProperties: values });
/** Unknown is null, with the reason in `sources`. */
const known = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] });
const words = (...values: string[]): Schema => ({ type: "string", enum: values });

const text: Schema = { type: "string" };
const number: Schema = { type: "number" };
const count: Schema = { type: "integer" };
const time: Schema = { type: "string", format: "date-time" };
const share: Schema = { type: "number", minimum: 0, maximum: 1 };

/** Null where amounts are hidden from who asks, which `masked` says. */
const amount = known(number);

const marketFigures = object({ market_code: text, orders: count, revenue: amount });

const customFigure = {
  description:
    "A metric of the seller's own: one value, or rows of columns. What could not be read anew stays.",
  ...withOptional(
    object({
      title: ref("Text"),
      unit: words(...METRIC_UNITS),
      format: text,
      thresholds: known(
        object({ warn: known(number), bad: known(number), direction: words("above", "below") }),
      ),
      interval: { description: "Milliseconds from one reading to the next.", ...number },
      definition: { description: "Changes when the statement does.", ...text },
      state: words("ok", "stale", "down", "unknown"),
      at: known(time),
      reason: known(ref("Text")),
      remedy: known(ref("Text")),
      level: known(words("ok", "warn", "bad")),
    }),
    {
      value: { type: ["number", "string", "null"] },
      columns: known(list(object({ name: text, kind: words("number", "text") }))),
      rows: known(list(list({ type: ["string", "number", "null"] }))),
    },
  ),
};

const sales = object({
  business_day: { type: "string", format: "date" },
  revenue: words("gross", "net"),
  today: object({ today_orders: count, today_revenue: amount, unique_customers: known(count) }),
  yesterday_same_time: object({ orders: count, revenue: amount }),
  weekly_trend: list(object({ date: { type: "string", format: "date" }, orders: count, revenue: amount })),
  hourly_trend: list(object({ hour: count, orders: count, revenue: amount })),
});

const orders = object({
  status_counts: map(count),
  by_market: list(marketFigures),
  pending: count,
  processing: count,
  completed: count,
  cancelled: count,
});

const inventory = object({
  total_products: count,
  low_stock: count,
  out_of_stock: count,
  inventory_value: amount,
  low: list(object({ name: text, market_code: text, stock: count })),
});

const system = object({
  error_rate: known(count),
  error_ratio: known(share),
  warning_count: known(count),
  api_metrics: known(object({
    avg_response_time: known(number),
    max_response_time: known(number),
    p95_response_time: known(number),
    total_requests: count,
  })),
  scheduled_jobs: known(
    list(object({ job_type: text, status: text, last_run_at: known(time), next_run_at: known(time) })),
  ),
});

const healthClass = words(...HEALTH_CLASSES);

const checkFields = {
  status: words("healthy", "degraded", "timeout", "error", "unknown"),
  class: healthClass,
  probe: words("signed", "keyless"),
  status_code: known(count),
  response_time: known(number),
  error: known(text),
};

/** Milliseconds; null where there was no such step. */
const phases = object({
  dns: known(number),
  connect: known(number),
  tls: known(number),
  first_byte: known(number),
});

export const schemas: Record<string, Schema> = {
  Text: { description: "A sentence for people.", ...object({ ko: text, en: text }) },
  Error: object({ error: object({ code: text, message: ref("Text") }) }),
  Session: object({
    id: text,
    began_at: time,
    seen_at: { description: "Exact to a minute", ...time },
    address: text,
    agent: { description: "What the browser says of itself", ...text },
    current: { description: "Whether it is the one that asks", type: "boolean" },
  }),
  Source: object({
    state: words("ok", "stale", "down", "unknown"),
    at: known(time),
    reason: known(ref("Text")),
    remedy: known(ref("Text")),
    interval: { description: "Milliseconds between two deliveries", ...known(number) },
  }),
  ApiStatus: withOptional(
    object({
      ...checkFields,
      last_check: time,
      remedy: known(ref("Text")),
      availability: object({ day: known(share), month: known(share), since: known(time) }),
    }),
    {
      budget: known(object({ used: count, limit: count, resets_at: known(time) })),
      credentials: list(object({ name: text, issued: time, expires: time, days_left: count })),
      phases: known(phases),
      reason: { description: "What was seen, where the words are ours.", ...known(ref("Text")) },
      usual: { description: "Milliseconds that this market usually takes.", ...known(number) },
      clock_skew: { description: "Milliseconds that our clock is ahead of the markets'.", ...known(number) },
      lag: { description: "Milliseconds that we stood still, so that a look was void.", ...known(number) },
      confirming: {
        description: "Another class that was seen and is not yet believed.",
        ...known(
          withOptional(object({ class: healthClass, seen: count, of: count }), {
            status: checkFields.status,
          }),
        ),
      },
      fresh_for: { description: "Milliseconds from last_check on for which this holds.", ...number },
      stale: { description: "That moment has passed.", type: "boolean" },
    },
  ),
  Sale: {
    description: "Figures are read every second until then.",
    ...object({ until: time }),
  },
  Check: object({
    market: text,
    at: time,
    ...checkFields,
    confirmed: {
      description: "Whether its class was believed then; else it does not count for availability.",
      type: "boolean",
    },
    reason: known(ref("Text")),
    phases: known(phases),
  }),
  CustomFigure: customFigure,
  Layout: {
    description: "Which cards pages show in which order, and the seller's own charts.",
    ...object({
      dashboard: list(text),
      market: list(text),
      charts: map(object({
        name: text,
        title: ref("Text"),
        type: words(...CHART_TYPES),
        metric: text,
        value: known(text),
        unit: known(words(...METRIC_UNITS)),
        span: number,
      })),
    }),
  },
  ConfigNews: {
    description: "The configuration file was refused, or some of it waits for the next start.",
    ...object({
      state: words("refused", "waits"),
      at: time,
      faults: list(object({ line: known(count), message: ref("Text") })),
      waiting: list(text),
    }),
  },
  Snapshot: withOptional(
    object({
      timestamp: time,
      seq: count,
      epoch: text,
      mode: words("live", "demo"),
      sales: known(sales),
      orders: known(orders),
      inventory: known(inventory),
      system,
      api_status: map(ref("ApiStatus")),
      sources: object(Object.fromEntries(SOURCE_NAMES.map((name) => [name, ref("Source")]))),
      sale: known(ref("Sale")),
      config: known(ref("ConfigNews")),
      layout: ref("Layout"),
      alerts: list({}),
      custom: map(ref("CustomFigure")),
    }),
    {
      masked: { description: "Amounts of money are null because they are hidden from you.", const: true },
    },
  ),
  History: object({
    metric: text,
    from: time,
    to: time,
    step: number,
    points: list({ type: "array", prefixItems: [count, known(number)], items: false, minItems: 2 }),
  }),
  Token: object({
    id: text,
    kind: words(...TOKEN_KINDS),
    name: text,
    scopes: list(words(...SCOPES)),
    masked: { type: "boolean" },
    state: words("in_force", "expired", "revoked"),
    created_at: time,
    created_by: known(text),
    expires_at: known(time),
    last_used_at: known(time),
    last_used_from: known(text),
  }),
  AuditEntry: object({
    id: count,
    at: time,
    actor: known(text),
    kind: words(...AUDIT_KINDS),
    action: text,
    target: known(text),
    address: known(text),
    outcome: words(...AUDIT_OUTCOMES),
    detail: map({ type: ["string", "number", "boolean", "null"] }),
  }),
  Readiness: withOptional(object({ ready: { type: "boolean" } }), {
    sick: { description: "What does not deliver; only for those who may look.", ...map(ref("Source")) },
  }),
};
