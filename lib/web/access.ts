/**
 * Who may have what: every route and every topic, in one table. What is not in it is refused, and a route without a row
 * fails `tests/access_test.ts`.
 */
import type { Method } from "fresh";
import { type Topic, TOPICS } from "../shared/snapshot.ts";
import { hasRole, hasScope, type Role, type Scope, type Viewer } from "../shared/viewer.ts";

export interface Access {
  /** The least role; `nobody`: also who has not said who they are. */
  readonly least: Role | "nobody";
  /** Whose way in it takes; all when left out. */
  readonly kinds?: readonly Viewer["kind"][];
  /** What an API token must be allowed; without one no token will do. */
  readonly scope?: Scope;
  /** Refused to those from whom amounts are hidden, because it cannot be shown without. */
  readonly amounts?: true;
}

/** Anybody at all. */
const OPEN: Access = { least: "nobody" };
/** Who may look. */
const LOOK: Access = { least: "viewer", scope: "read" };
/** Who may act on the running program; a screen on a wall never does. */
const ACT: Access = { least: "operator", kinds: ["anyone", "user", "token"], scope: "operate" };
/** Who may act, and does so on a page. */
const ARRANGE: Access = { least: "operator", kinds: ["anyone", "user"] };
/** Who manages who else comes in; a token never makes another one. */
const MANAGE: Access = { least: "admin", kinds: ["anyone", "user"] };
/** What only shows figures as a whole. */
const SCRAPE: Access = {
  least: "viewer",
  kinds: ["anyone", "user", "token"],
  scope: "metrics",
  amounts: true,
};

/** Who is logged in; the door and tokens have no sessions. */
const OWN: Access = { least: "viewer", kinds: ["user"] };

/** By the pattern below the base path and the method; HEAD is as GET. */
export const ROUTES: Readonly<Record<string, Partial<Record<Method, Access>>>> = {
  "/": { GET: LOOK },
  "/ws": { GET: LOOK },
  "/markets/:code": { GET: LOOK },
  "/api/snapshot": { GET: LOOK },
  "/api/stream": { GET: LOOK },
  "/api/history": { GET: LOOK },
  "/api/history.csv": { GET: LOOK },
  "/api/custom.csv": { GET: LOOK },
  "/api/checks": { GET: LOOK },
  "/api/checks.csv": { GET: LOOK },
  "/api/checks/:code/now": { POST: ACT },
  "/api/sale": { GET: LOOK, POST: ACT },
  "/api/layout": { GET: LOOK, POST: ACT },
  "/api/layout.yaml": { GET: ACT },
  "/settings": { GET: ARRANGE },
  "/api/tokens": { GET: MANAGE, POST: MANAGE },
  "/api/tokens/:id": { DELETE: MANAGE },
  "/api/audit": { GET: MANAGE },
  "/api/audit.csv": { GET: MANAGE },
  "/api/openapi.json": { GET: LOOK },
  "/screen/:secret": { GET: OPEN },
  "/login": { GET: OPEN, POST: OPEN },
  "/logout": { POST: OPEN },
  "/account": { GET: OWN, POST: OWN },
  "/api/sessions": { GET: OWN },
  "/api/sessions/:id": { DELETE: OWN },
  "/login/oidc": { GET: OPEN },
  "/login/oidc/callback": { GET: OPEN },
  "/healthz": { GET: OPEN },
  "/readyz": { GET: OPEN },
  "/metrics": { GET: SCRAPE },
};

/** Who is sent a topic of the live connections. */
export const TOPIC_ACCESS: Readonly<Record<Topic, Access>> = {
  sales: LOOK,
  orders: LOOK,
  inventory: LOOK,
  system: LOOK,
  api_status: LOOK,
  custom: LOOK,
};

/** Who is told what is wrong with the configuration file, which quotes it. */
const CONFIG_ACCESS: Access = ACT;

/** Whether it is allowed; if not, whether saying who one is might help. */
export type Verdict = "allowed" | "login" | "forbidden";

export function verdictOn({ least, kinds, scope, amounts }: Access, viewer: Viewer | null): Verdict {
  if (least === "nobody") return "allowed";
  if (viewer === null) return "login";
  const isKind = kinds === undefined || kinds.includes(viewer.kind);
  const inScope = viewer.kind !== "token" || (scope !== undefined && hasScope(scopesOf(viewer), scope));
  const isShown = !amounts || !viewer.masked;
  return isKind && inScope && isShown && hasRole(viewer, least) ? "allowed" : "forbidden";
}

/** A token that names no scope has none. */
function scopesOf({ scopes = [] }: Viewer): Required<Pick<Viewer, "scopes">> {
  return { scopes };
}

/** The topics that a viewer may be sent. */
export function topicsFor(viewer: Viewer, table = TOPIC_ACCESS): Topic[] {
  return TOPICS.filter((topic) => verdictOn(table[topic], viewer) === "allowed");
}

/** Whether a viewer is told what is wrong with the configuration. */
export function seesConfig(viewer: Viewer): boolean {
  return verdictOn(CONFIG_ACCESS, viewer) === "allowed";
}
