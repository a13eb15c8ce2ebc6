import { securitySchemes, withAccess } from "./openapi_access.ts";
import { object, ref, type Schema, schemas } from "./openapi_schemas.ts";
import { answer, error, get, plain, query } from "./openapi_parts.ts";
import { openapiAdmin } from "./openapi_admin.ts";
import { SALE_HOURS } from "../app/sale_mode.ts";
import { VERSION } from "../app/version.ts";

const TIME: Schema = { type: "string", format: "date-time" };
const WHOLE: Schema = { type: "integer", minimum: 1 };

const checksParameters = [
  query("market", "Code of one market; all when left out"),
  query("since", "ISO 8601 with offset; 24 hours ago when left out", TIME),
  query("limit", "The most checks to answer; 1,000 when left out", { ...WHOLE, maximum: 10_000 }),
];

const historyParameters = [
  { ...query("metric", "Path in the snapshot, for example sales.today.today_orders"), required: true },
  query("from", "ISO 8601 with offset; an hour before `to` when left out", TIME),
  query("to", "ISO 8601 with offset; now when left out", TIME),
  query("step", "Seconds of one point", WHOLE),
];

const streamParameters = [
  query("epoch", "Of the state to go on from, with `seq`"),
  query("seq", "Of the state to go on from, with `epoch`", { type: "integer", minimum: 0 }),
  { ...query("Last-Event-ID", "`EPOCH:SEQ`; wins over `epoch` and `seq`"), in: "header" },
];

const saleAnswer = object({ until: { anyOf: [TIME, { type: "null" }] } });
const hours = object({ hours: { type: "number", minimum: 0, maximum: SALE_HOURS.most } });
const saleBody = {
  "application/json": { schema: hours },
  "application/x-www-form-urlencoded": { schema: hours },
};

const cards = { type: "array", items: { type: "string" } };
const layoutAnswer = object({
  dashboard: cards,
  saved: { description: "Whether the dashboard's were arranged by somebody", type: "boolean" },
  market: cards,
  market_saved: { description: "Whether the market pages' were", type: "boolean" },
});
const arrangement = { anyOf: [object({ order: cards, hidden: cards }), { type: "null" }] };
const layoutWish = { oneOf: [object({ dashboard: arrangement }), object({ market: arrangement })] };

const paths = {
  "/api/snapshot": get("Everything that is known now", { 200: answer("The snapshot", ref("Snapshot")) }),
  "/api/history": get("One figure over time", {
    200: answer("Means per step; null where nothing was measured", ref("History")),
    400: error("The query cannot be answered"),
    403: error("The figure is an amount of money, and those are hidden from you"),
    503: error("What was recorded cannot be read"),
  }, historyParameters),
  "/api/checks": get("Recorded checks of the market APIs, newest first", {
    200: answer("The checks", object({ checks: { type: "array", items: ref("Check") } })),
    400: error("The query cannot be answered"),
    503: error("What was recorded cannot be read"),
  }, checksParameters),
  "/api/history.csv": get("The same as a table", {
    200: plain("A row of names, then one row a step", "text/csv"),
    400: error("The query cannot be answered"),
    503: error("What was recorded cannot be read"),
  }, historyParameters),
  "/api/custom.csv": get("A metric of the seller's own as it was last read, as a table", {
    200: plain("A row of names, then its rows, or one with its figure", "text/csv"),
    404: error("There is none of that name"),
  }, [{ ...query("metric", "Its name"), required: true }]),
  "/api/checks.csv": get("The same as a table", {
    200: plain("A row of names, then one row a check", "text/csv"),
    400: error("The query cannot be answered"),
    503: error("What was recorded cannot be read"),
  }, checksParameters),
  "/api/checks/{code}/now": {
    post: {
      summary: "Has a market checked at once, within its budget; the result comes as every other does",
      parameters: [{ ...query("code", "Code of the market"), in: "path", required: true }],
      responses: {
        202: answer("It is being checked", object({ code: { type: "string" }, message: ref("Text") })),
        303: { description: "The same for a form of a page, which is led back to the page" },
        403: error("A page of another origin"),
        404: error("No such market is checked"),
        409: error("The market limits our calls, or nobody is there to check"),
        429: error("The budget of the hour is spent, or it was asked for a moment ago; see `Retry-After`"),
      },
    },
  },
  "/api/sale": {
    ...get("Until when the big-sale mode lasts", { 200: answer("Null when there is none", saleAnswer) }),
    post: {
      summary: "Begins the big-sale mode, or ends it with 0 hours",
      requestBody: { required: true, content: saleBody },
      responses: {
        200: answer("Until when it lasts", saleAnswer),
        303: { description: "The same for a form of a page, which is led back to the page" },
        400: error("No number of hours from 0.5 to 48, and not 0"),
        403: error("No right to it, or a page of another origin"),
      },
    },
  },
  "/api/layout": {
    ...get("Which cards the dashboard and the market pages show", {
      200: answer("In their order", layoutAnswer),
    }),
    post: {
      summary:
        "Arranges the cards of one page; those in neither list come at the end, and your own are shown on market pages only when they are in `order`. Null: as the configuration file says",
      requestBody: { required: true, content: { "application/json": { schema: layoutWish } } },
      responses: {
        200: answer("Which cards are shown now", layoutAnswer),
        303: { description: "The same for a form of a page, which is led back to the page" },
        400: error("No arrangement"),
        403: error("Nobody who may, or a page of another origin"),
        503: error("It cannot be kept"),
      },
    },
  },
  "/api/layout.yaml": get("The cards as the configuration file has them", {
    200: plain("A file", "application/yaml"),
  }),
  "/api/sessions": get("On which devices who asks is logged in, the one used last first", {
    200: answer("The sessions", object({ sessions: { type: "array", items: ref("Session") } })),
    401: error("Nobody is logged in"),
  }),
  "/api/sessions/{id}": {
    delete: {
      summary: "Logs out on one of them",
      parameters: [{ ...query("id", "Of the session"), in: "path", required: true }],
      responses: {
        204: { description: "What was open for it is closed" },
        401: error("Nobody is logged in"),
        403: error("A page of another origin"),
        404: error("There is no such session of one's own"),
      },
    },
  },
  "/api/stream": get("The messages of the WebSocket's marketpulse.v1 as Server-Sent Events", {
    200: plain(
      "`initial`, then `patch` and `beat`; the id of each is `EPOCH:SEQ`. At the end an event `close` with code and reason",
      "text/event-stream",
    ),
    403: error("A page of another origin"),
    429: error("Too many clients of this address"),
    503: error("Too many clients, or the server is shutting down"),
  }, streamParameters),
  ...openapiAdmin,
  "/api/openapi.json": get("This description", { 200: answer("OpenAPI 3.1", { type: "object" }) }),
  "/healthz": get("Whether the process can answer", { 200: plain("It can") }),
  "/readyz": get("Whether every configured source delivers", {
    200: answer("All do", ref("Readiness")),
    503: answer("Those in `sick` do not", ref("Readiness")),
  }),
  "/metrics": get("What the process tells Prometheus", { 200: plain("Prometheus text format") }),
};

/** The read API as OpenAPI 3.1; `basePath` is the prefix of every path, `""` or like `/pulse`. */
export function openapi(basePath: string): Schema {
  return {
    openapi: "3.1.0",
    info: { title: "MarketPulse", version: VERSION, license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url: basePath || "/" }],
    paths: withAccess(paths),
    components: { schemas, securitySchemes },
  };
}
