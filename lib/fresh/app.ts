import { Context, type FreshConfig, type ResolvedConfig } from "./context.ts";
import { applyFileRoutes } from "./file_routes.ts";
import { HttpError } from "./http_error.ts";
import { INTERNALS } from "./internals.ts";
import { RoutePlan } from "./route_plan.ts";
import type { Match } from "./router.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "./snapshot.ts";
import {
  type LayoutConfig,
  type Method,
  METHODS,
  type Middleware,
  type Route,
  type RouteComponent,
} from "./types.ts";

export type ListenOptions = Partial<Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem>;

/** What a build found; set by `applySnapshot()`, not for apps. */
export const SNAPSHOT: unique symbol = Symbol("fresh.snapshot");

const LOCAL: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 0 },
  completed: Promise.resolve(),
};

/**
 * Middlewares and routes, put together in the order of the calls: a route sees only what was registered before it.
 */
export class App<State> {
  readonly config: ResolvedConfig;
  readonly #commands: ((plan: RoutePlan<State>) => void)[] = [];
  [SNAPSHOT]: Snapshot = EMPTY_SNAPSHOT;

  constructor({ basePath = "", mode = "production", trustProxy = false }: FreshConfig = {}) {
    this.config = { basePath, mode, trustProxy };
  }

  /** Covers everything, or everything at and below `path`, whose segments are compared as text. */
  use(...middlewares: Middleware<State>[]): this;
  use(path: string, ...middlewares: Middleware<State>[]): this;
  use(first: string | Middleware<State>, ...rest: Middleware<State>[]): this {
    const [path, middlewares] = typeof first === "string" ? [first, rest] : ["*", [first, ...rest]];
    return this.#add((plan) => plan.segment(path).middlewares.push(...middlewares));
  }

  get(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["GET"], path, middlewares);
  }

  post(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["POST"], path, middlewares);
  }

  put(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["PUT"], path, middlewares);
  }

  patch(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["PATCH"], path, middlewares);
  }

  delete(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["DELETE"], path, middlewares);
  }

  head(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["HEAD"], path, middlewares);
  }

  all(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(METHODS, path, middlewares);
  }

  route(path: string, route: Route<State>): this {
    return this.#add((plan) => plan.route(path, route));
  }

  layout(path: string, component: RouteComponent<State>, config?: LayoutConfig): this {
    return this.#add((plan) => plan.segment(path).layout = { component, config });
  }

  appWrapper(component: RouteComponent<State>): this {
    return this.#add((plan) => plan.segment("*").app = component);
  }

  /** Answers every 404, before any `onError()`. */
  notFound(routeOrHandler: Route<State> | Middleware<State>): this {
    return this.#add((plan) => plan.segment("*").notFound = asRoute(routeOrHandler));
  }

  /** Answers what is thrown at and below `path`. */
  onError(path: string, routeOrHandler: Route<State> | Middleware<State>): this {
    return this.#add((plan) => plan.segment(path).error = asRoute(routeOrHandler));
  }

  /** Registers the file routes of the build here. */
  fsRoutes(): this {
    return this.#add((plan) => applyFileRoutes(plan, this[SNAPSHOT].routes));
  }

  /** The whole app as one function. It never rejects. */
  handler(): (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    const plan = new RoutePlan<State>(this.config.basePath);
    for (const command of this.#commands) command(plan);
    const rootChain = plan.segment("*").chain();
    const { config, [SNAPSHOT]: snapshot } = this;

    return async function freshHandler(req, info = LOCAL) {
      const reload = snapshot.liveReload?.answer(req);
      if (reload) return reload;
      const url = requestUrl(req, config.trustProxy);
      const match = plan.router.match(req.method, url);
      const route = "pattern" in match ? match.pattern : null;
      const params = match.kind === "found" ? match.params : Object.create(null);
      const ctx = new Context<State>({ req, url, info, config, snapshot, route, params });
      const chain = match.kind === "found" ? match.item : rootChain;
      const response = await settle(ctx, run(ctx, chain, () => unanswered(match, req.method)));
      if (match.kind === "method" && response.status === 405) allow(response, match.allowed);
      return req.method === "HEAD" ? await withoutBody(response) : response;
    };
  }

  /** Serves until `options.signal` aborts. */
  async listen(options: ListenOptions = {}): Promise<void> {
    await Deno.serve(options, this.handler()).finished;
  }

  #handle(methods: readonly Method[], path: string, middlewares: Middleware<State>[]): this {
    return this.#add((plan) => plan.handle(methods, path, middlewares));
  }

  #add(command: (plan: RoutePlan<State>) => void): this {
    this.#commands.push(command);
    return this;
  }
}

function asRoute<State>(routeOrHandler: Route<State> | Middleware<State>): Route<State> {
  return typeof routeOrHandler === "function" ? { handler: routeOrHandler } : routeOrHandler;
}

function requestUrl(req: Request, trustProxy: boolean): URL {
  const url = new URL(req.url);
  url.pathname = url.pathname.replace(/\/{2,}/g, "/");
  if (trustProxy) {
    // Each proxy adds to the list; the first entry is what the client asked for.
    const first = (name: string) => req.headers.get(name)?.split(",")[0]?.trim();
    const host = first("x-forwarded-host");
    url.protocol = first("x-forwarded-proto") ?? url.protocol;
    if (host) {
      // A host without a port would keep the one that the proxy has connected to.
      url.port = "";
      url.host = host;
    }
  }
  return url;
}

/** Runs the chain; each link's `ctx.next()` is the rest of it, `last` comes after the end. */
function run<State>(
  ctx: Context<State>,
  chain: readonly Middleware<State>[],
  last: () => Response,
): Promise<Response> {
  async function link(index: number): Promise<Response> {
    try {
      const middleware = chain[index];
      if (!middleware) return last();
      ctx.next = () => link(index + 1);
      return await middleware(ctx);
    } catch (error) {
      ctx.error = error;
      throw error;
    }
  }
  return link(0);
}

/** Nobody will read the body: what fills it is told to end. */
async function withoutBody(response: Response): Promise<Response> {
  await response.body?.cancel();
  return new Response(null, response);
}

/** RFC 9110, section 15.5.6, asks for it also where a page says what is wrong. */
function allow({ headers }: Response, methods: readonly string[]): void {
  if (!headers.has("allow")) headers.set("allow", methods.join(", "));
}

/** Where no handler answered; OPTIONS lists the methods. */
function unanswered(match: Match<unknown>, method: string): Response {
  if (match.kind === "malformed") throw new HttpError(400);
  if (match.kind !== "method") throw new HttpError(404);
  if (method !== "OPTIONS") throw new HttpError(405);
  return new Response(null, { status: 204, headers: { allow: match.allowed.join(", ") } });
}

/** The response to send, whatever the chain did. */
async function settle<State>(ctx: Context<State>, running: Promise<Response>): Promise<Response> {
  const { [INTERNALS]: internals } = ctx;
  try {
    const response = await running;
    if (internals.upgraded) return internals.upgraded;
    if (response instanceof Response) return response;
    throw new TypeError(
      `Cannot answer ${ctx.url.pathname}: a handler returned ${typeof response}, not a Response`,
    );
  } catch (error) {
    if (!(error instanceof HttpError) || error.status >= 500) report(error);
    if (internals.upgraded) return internals.upgraded;
    if (error instanceof HttpError) return new Response(error.message, { status: error.status });
    return new Response("Internal server error", { status: 500 });
  }
}

/** The last resort for an error that no page, no `onError()` and so no log of the app has answered. */
function report(error: unknown): void {
  // deno-lint-ignore no-console
  console.error(error);
}
