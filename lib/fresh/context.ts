import type { VNode } from "preact";
import { INTERNALS, type Internals } from "./internals.ts";
import { renderPage } from "./render_page.ts";
import type { Snapshot } from "./snapshot.ts";
import type { LayoutConfig } from "./types.ts";
import {
  attachHandlers,
  isHandlers,
  type Upgraded,
  upgradeRequest,
  type WebSocketHandlers,
  type WebSocketUpgradeOptions,
} from "./upgrade.ts";

export interface FreshConfig {
  /** Prefix of every path, `""` or like `/pulse`. */
  basePath?: string;
  mode?: "development" | "production";
  /** Takes host and protocol of `ctx.url` from `X-Forwarded-*`. */
  trustProxy?: boolean;
}

export type ResolvedConfig = Required<FreshConfig>;

export interface ContextInit {
  readonly req: Request;
  readonly url: URL;
  readonly info: Deno.ServeHandlerInfo;
  readonly config: ResolvedConfig;
  readonly snapshot: Snapshot;
  readonly route: string | null;
  readonly params: Record<string, string>;
}

/** One request on its way through the middlewares. */
export class Context<State> {
  readonly config: ResolvedConfig;
  /** The request's URL with repeated slashes of its path collapsed. */
  readonly url: URL;
  /** The request as it came. */
  req: Request;
  /** The pattern that matched, with the base path. */
  readonly route: string | null;
  /** What the pattern's groups matched; `%2F` stays encoded, a missing optional one is `""`. */
  readonly params: Record<string, string>;
  /** Filled by middlewares; each request has its own. */
  readonly state: State = {} as State;
  data: unknown = undefined;
  /** What was thrown, in error pages; `null` otherwise. */
  error: unknown = null;
  readonly info: Deno.ServeHandlerInfo;
  /** Runs what comes after this middleware; call it at most once. */
  next: () => Promise<Response> = () =>
    Promise.reject(new Error("Cannot pass on: the request is not running"));
  readonly [INTERNALS]: Internals<State>;

  constructor(init: ContextInit) {
    this.config = init.config;
    this.url = init.url;
    this.req = init.req;
    this.route = init.route;
    this.params = init.params;
    this.info = init.info;
    this[INTERNALS] = { snapshot: init.snapshot, app: null, layouts: [] };
  }

  /** Local paths cannot leave the host: their repeated slashes are collapsed. The base path is not added. */
  redirect(pathOrUrl: string, status = 302): Response {
    let location = pathOrUrl;
    if (location.startsWith("/")) {
      const end = location.search(/[?#]|$/);
      location = location.slice(0, end).replace(/\/{2,}/g, "/") + location.slice(end);
    }
    return new Response(null, { status, headers: { location } });
  }

  /** Renders elements inside the layouts and the app wrapper of the route, as an HTML document. */
  render(vnode: VNode | null, init: ResponseInit = {}, config: LayoutConfig = {}): Promise<Response> {
    return renderPage(this, { vnode, init, config });
  }

  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  html(content: string, init: ResponseInit = {}): Response {
    const headers = new Headers(init.headers);
    headers.set("Content-Type", "text/html; charset=utf-8");
    return new Response(content, { ...init, headers });
  }

  json(content: unknown, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /**
   * Turns the request into a WebSocket. Whatever is returned or thrown afterwards, the client gets this upgrade;
   * middlewares must leave a response of status 101 alone, its headers cannot be changed on every Deno.
   *
   * @throws {HttpError} 400 when the request does not ask for a WebSocket
   */
  upgrade(options?: WebSocketUpgradeOptions): Upgraded;
  upgrade(handlers: WebSocketHandlers, options?: WebSocketUpgradeOptions): Response;
  upgrade(
    first: WebSocketHandlers | WebSocketUpgradeOptions = {},
    second: WebSocketUpgradeOptions = {},
  ): Upgraded | Response {
    const managed = isHandlers(first);
    const upgraded = upgradeRequest(this.req, managed ? second : first as WebSocketUpgradeOptions);
    this[INTERNALS].upgraded = upgraded.response;
    if (!managed) return upgraded;
    attachHandlers(upgraded.socket, first);
    return upgraded.response;
  }
}
