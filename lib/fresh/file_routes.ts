import { compareFiles, filePattern, folderSegments } from "./file_pattern.ts";
import type { RoutePlan } from "./route_plan.ts";
import type { RouteFile } from "./snapshot.ts";
import type { LayoutConfig, Middleware, Route, RouteComponent, RouteConfig, RouteHandler } from "./types.ts";

interface RouteModule<State> {
  default?: RouteComponent<State> | Middleware<State> | Middleware<State>[];
  handler?: RouteHandler<unknown, State> | Middleware<State>[];
  handlers?: RouteHandler<unknown, State> | Middleware<State>[];
  config?: RouteConfig & LayoutConfig;
}

/**
 * Registers file routes: `_app`, and in every folder `_layout`, `_middleware` and `_error`; `_404` answers for all.
 *
 * @throws {Error} for a file that exports none of `default`, `handler`, `handlers` and `config`
 */
export function applyFileRoutes<State>(plan: RoutePlan<State>, files: readonly RouteFile[]): void {
  const routes = files.map(({ path, module }) => ({ path: path.replace(/\.[jt]sx?$/, ""), module }));
  for (const { path, module } of routes.toSorted((a, b) => compareFiles(a.path, b.path))) {
    applyFile(plan, path, checkModule<State>(path, module));
  }
}

function applyFile<State>(plan: RoutePlan<State>, path: string, module: RouteModule<State>): void {
  const folder = "/" + folderSegments(path).join("/");
  const segment = plan.segment(folder);
  const handler = module.handler ?? module.handlers;
  const component = module.default as RouteComponent<State> | undefined;
  const route = { component, handler, config: module.config } as Route<State>;
  switch (path.slice(path.lastIndexOf("/") + 1)) {
    case "_app":
      segment.app = component ?? null;
      return;
    case "_layout":
      segment.layout = component ? { component, config: module.config } : null;
      return;
    case "_middleware":
      segment.middlewares.push(...[handler ?? module.default].flat() as Middleware<State>[]);
      return;
    case "_error":
    case "_500":
      segment.error = route;
      return;
    case "_404":
      plan.segment("*").notFound = route;
      return;
    default:
      plan.route(module.config?.routeOverride ?? filePattern(path), route, folder);
  }
}

function checkModule<State>(path: string, module: Readonly<Record<string, unknown>>): RouteModule<State> {
  const { default: component, handler, handlers = handler, config } = module;
  if (component === undefined && handlers === undefined && config === undefined) {
    throw new Error(
      `Cannot use routes/${path}: Could not find relevant exports, export a component or a handler from it`,
    );
  }
  if (path.endsWith("_middleware") && typeof handlers === "object" && !Array.isArray(handlers)) {
    throw new Error(`Cannot use routes/${path}: a middleware is a function or an array of functions`);
  }
  if (typeof handlers === "function" && handlers.length > 1) {
    throw new Error(`Cannot use routes/${path}: its handler takes ${handlers.length} arguments, not one`);
  }
  return module as RouteModule<State>;
}
