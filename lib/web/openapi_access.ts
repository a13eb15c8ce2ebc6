/** What the table of who may have what says to the readers of the API's description. */
import type { Viewer } from "../shared/viewer.ts";
import { type Access, ROUTES } from "./access.ts";
import { error } from "./openapi_parts.ts";
import type { Schema } from "./openapi_schemas.ts";
import { TOKEN_PROTOCOL } from "./shown_token.ts";

/** How one says who one is. */
export const securitySchemes: Record<string, Schema> = {
  token: {
    type: "http",
    scheme: "bearer",
    description: `An API token; for a WebSocket of a browser the subprotocol ${TOKEN_PROTOCOL}mp_…`,
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "mp_session",
    description: "Set by the login; over https with the prefix __Host- (below a base path __Secure-)",
  },
  screen: {
    type: "apiKey",
    in: "cookie",
    name: "mp_screen",
    description: "Set by a screen's address; prefixed as the session's",
  },
};

/** By which scheme each kind of viewer comes in; who comes through an open door needs none. */
const SCHEME: Partial<Record<Viewer["kind"], string>> = { user: "session", token: "token", screen: "screen" };

/** The operations with who may have them, and how they are refused to others. */
export function withAccess(paths: Readonly<Record<string, Schema>>): Record<string, Schema> {
  const described = Object.entries(paths).map(([path, operations]) => {
    const rows = ROUTES[path.replace(/\{(\w+)\}/g, ":$1")] ?? {};
    const secured = Object.entries(operations).map(([method, operation]) => {
      const access = rows[method.toUpperCase() as keyof typeof rows];
      return [method, access ? secure(operation as Operation, access) : operation];
    });
    return [path, Object.fromEntries(secured)];
  });
  return Object.fromEntries(described);
}

interface Operation {
  readonly summary: string;
  readonly responses: Schema;
}

function secure({ responses, ...operation }: Operation, access: Access): Schema {
  const { least, kinds = ["user", "token", "screen"], scope, amounts } = access;
  if (least === "nobody") return { ...operation, security: [], responses };
  const schemes = kinds.filter((kind) => SCHEME[kind] && (kind !== "token" || scope));
  const words = [`For the role ${least} and above`, scope && `a token needs the scope ${scope}`];
  if (amounts) words.push("refused where amounts are hidden");
  return {
    ...operation,
    description: words.filter(Boolean).join("; "),
    security: schemes.map((kind) => ({ [SCHEME[kind]!]: kind === "token" ? [scope] : [] })),
    responses: {
      401: error("Nobody knows who asks, or the token opens nothing"),
      403: error("Who asks may not have it"),
      ...responses,
    },
  };
}
