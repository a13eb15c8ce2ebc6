/**
 * Our subset of Fresh 2's public API, written so that an app runs unchanged on upstream Fresh 2.
 * Where it behaves differently on purpose, the symbol's docstring says so.
 */
export { App, type ListenOptions } from "./app.ts";
export type { Context, FreshConfig } from "./context.ts";
export { csp, type CspOptions } from "./csp.ts";
export { createDefine, type Define, page } from "./define.ts";
export { type ErrorStatus, HttpError } from "./http_error.ts";
export { staticFiles } from "./static_files.ts";
export type {
  HandlerByMethod,
  HandlerFn,
  LayoutConfig,
  Method,
  Middleware,
  PageProps,
  PageResponse,
  Route,
  RouteConfig,
  RouteHandler,
} from "./types.ts";
export type { WebSocketHandlers, WebSocketUpgradeOptions } from "./upgrade.ts";
