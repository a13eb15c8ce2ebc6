import { TOKEN_LIMITS } from "../auth/token_desk.ts";
import { SCOPES } from "../shared/viewer.ts";
import { AUDIT_KINDS } from "../state/audit_store.ts";
import { TOKEN_KINDS } from "../state/token_store.ts";
import { answer, error, get, plain, query } from "./openapi_parts.ts";
import { object, ref, type Schema } from "./openapi_schemas.ts";

const WHOLE: Schema = { type: "integer", minimum: 1 };

const auditParameters = [
  query("since", "ISO 8601 with offset; a week ago when left out", { type: "string", format: "date-time" }),
  query("kind", "All when left out", { type: "string", enum: AUDIT_KINDS }),
  query("before", "Goes on after the entry with this id", WHOLE),
  query("limit", "The most entries to answer; 1,000 when left out", { ...WHOLE, maximum: 10_000 }),
];

const wish: Schema = {
  type: "object",
  required: ["name"],
  additionalProperties: false,
  properties: {
    name: { type: "string", minLength: 1, maxLength: TOKEN_LIMITS.name },
    kind: { type: "string", enum: TOKEN_KINDS, default: "api" },
    scopes: { type: "array", items: { type: "string", enum: SCOPES }, default: ["read"] },
    masked: { type: "boolean", default: false, description: "Hides amounts of money" },
    expires_in_days: {
      type: ["number", "null"],
      default: 90,
      description: "Null: never. A screen's never does",
    },
  },
};

const given = object({
  token: ref("Token"),
  secret: { type: "string", description: "What it opens by; answered this once" },
  url: { type: ["string", "null"], description: "What a screen opens once; null of other tokens" },
});

/** What only an administrator may have, who has logged in or is on the server's own machine. */
export const openapiAdmin: Schema = {
  "/api/tokens": {
    ...get("The tokens of programs and screens, newest first", {
      200: answer("Without their secrets", object({ tokens: { type: "array", items: ref("Token") } })),
      503: error("The state cannot be read"),
    }),
    post: {
      summary: "Makes a token",
      requestBody: { required: true, content: { "application/json": { schema: wish } } },
      responses: {
        201: answer("The token and its secret", given),
        400: error("No token can be made so"),
        403: error("A page of another origin"),
        409: error("There is a token of this name"),
      },
    },
  },
  "/api/tokens/{id}": {
    delete: {
      summary: "Ends a token and what is open for it",
      parameters: [{ ...query("id", "ID of the token"), in: "path", required: true }],
      responses: {
        204: { description: "It has ended" },
        403: error("A page of another origin"),
        404: error("There is none with this ID"),
      },
    },
  },
  "/api/audit": get("Who did what and who was refused, newest first", {
    200: answer("The entries", object({ entries: { type: "array", items: ref("AuditEntry") } })),
    400: error("The query cannot be answered"),
    503: error("What was recorded cannot be read"),
  }, auditParameters),
  "/api/audit.csv": get("The same as a table", {
    200: plain("A row of names, then one row an entry", "text/csv"),
    400: error("The query cannot be answered"),
    503: error("What was recorded cannot be read"),
  }, auditParameters),
};
