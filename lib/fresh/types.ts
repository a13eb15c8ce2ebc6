/** The shapes of what an app hands to the framework: middlewares, handlers, pages. */
import type { AnyComponent, FunctionComponent } from "preact";
import type { Context } from "./context.ts";

export const METHODS = ["HEAD", "GET", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"] as const;
export type Method = (typeof METHODS)[number];

/** Answers a request or passes it on with `ctx.next()`, which rejects when what comes after it throws. */
export type Middleware<State> = (ctx: Context<State>) => Response | Promise<Response>;

/** What a handler returns to have its route's component rendered; made by `page()`. */
export interface PageResponse<Data> {
  data: Data;
  headers?: HeadersInit;
  status?: number;
}

export interface HandlerFn<Data, State> {
  (ctx: Context<State>): Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;
}

/** One function per method. HEAD is answered by GET where there is no HEAD. */
export type HandlerByMethod<Data, State> = { [M in Method]?: HandlerFn<Data, State> };

/** A function answers every method. */
export type RouteHandler<Data, State> = HandlerFn<Data, State> | HandlerByMethod<Data, State>;

/** What pages, layouts and the app wrapper are rendered with. */
export type PageProps<Data = unknown, State = unknown> =
  & Pick<Context<State>, "config" | "url" | "req" | "params" | "info" | "state" | "error" | "route">
  & {
    data: Data;
    /** What the layout or the wrapper goes around; renders nothing in a page. */
    Component: FunctionComponent;
  };

/** Also an async function, which may return a Response instead of elements. */
// deno-lint-ignore no-explicit-any
export type RouteComponent<State> = AnyComponent<PageProps<any, State>>;

export interface LayoutConfig {
  /** Leaves out the layouts of the folders above. */
  skipInheritedLayouts?: boolean;
  /** Leaves out `_app`. */
  skipAppWrapper?: boolean;
}

export interface RouteConfig extends LayoutConfig {
  /** URL pattern to use instead of the file's path. */
  routeOverride?: string;
}

export interface Route<State> {
  component?: RouteComponent<State>;
  config?: RouteConfig;
  // deno-lint-ignore no-explicit-any
  handler?: RouteHandler<any, State>;
}
