import type { Context } from "./context.ts";
import { HttpError } from "./http_error.ts";
import { INTERNALS } from "./internals.ts";
import { renderRoute } from "./render_route.ts";
import type { LayoutConfig, Middleware, Route, RouteComponent } from "./types.ts";

export interface Layout<State> {
  component: RouteComponent<State>;
  config?: LayoutConfig;
}

/** One step of a path, with what was registered for it and everything below it. */
export class Segment<State> {
  readonly #parent: Segment<State> | null;
  readonly #children = new Map<string, Segment<State>>();
  readonly middlewares: Middleware<State>[] = [];
  layout: Layout<State> | null = null;
  error: Route<State> | null = null;
  /** Only of the root. */
  app: RouteComponent<State> | null = null;
  /** Only of the root. */
  notFound: Route<State> | null = null;

  constructor(parent: Segment<State> | null = null) {
    this.#parent = parent;
  }

  descend(names: readonly string[]): Segment<State> {
    const [name, ...rest] = names;
    if (name === undefined) return this;
    let child = this.#children.get(name);
    if (!child) this.#children.set(name, child = new Segment(this));
    return child.descend(rest);
  }

  /** What runs before a handler here, from the root down. What is registered later is not part of it. */
  chain(): Middleware<State>[] {
    const above = this.#parent?.chain() ?? [];
    return [...above, this.#boundary(), ...this.middlewares];
  }

  #root(): Segment<State> {
    return this.#parent ? this.#parent.#root() : this;
  }

  /** Sets app wrapper and layouts for what runs inside it, and answers what that throws. */
  #boundary(): Middleware<State> {
    const { app, layout, error: errorRoute } = this;
    const root = this.#root();
    return async function segmentBoundary(ctx: Context<State>): Promise<Response> {
      const internals = ctx[INTERNALS];
      const outer = { app: internals.app, layouts: internals.layouts };
      if (app) internals.app = app;
      if (layout) {
        if (layout.config?.skipAppWrapper) internals.app = null;
        const inherited = layout.config?.skipInheritedLayouts ? [] : internals.layouts;
        internals.layouts = [...inherited, layout.component];
      }
      try {
        return await ctx.next();
      } catch (error) {
        const status = error instanceof HttpError ? error.status : 500;
        const route = status === 404 && root.notFound ? root.notFound : errorRoute;
        if (!route) throw error;
        return await renderRoute(ctx, route, status);
      } finally {
        Object.assign(internals, outer);
      }
    };
  }
}

/**
 * The names of a pattern's segments: `/blog/:id` → `["blog", ":id"]`. They are compared as text, so `/blog` covers
 * `/blog/:id` and `/blog/*` covers nothing but itself, as upstream.
 */
export function segmentNames(pattern: string): string[] {
  if (pattern === "*" || pattern === "/*") return [];
  return pattern.replace(/\{[^}]*\}\??/g, "").split("/").filter((name) => name !== "");
}
