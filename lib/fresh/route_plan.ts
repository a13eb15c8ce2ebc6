import { renderRoute } from "./render_route.ts";
import { Router } from "./router.ts";
import { Segment, segmentNames } from "./segment.ts";
import { type Method, METHODS, type Middleware, type Route } from "./types.ts";

/** What an app's calls build, in their order: a tree of segments and a router of finished chains. */
export class RoutePlan<State> {
  readonly router = new Router<Middleware<State>[]>();
  readonly #root = new Segment<State>();
  readonly #basePath: string;

  constructor(basePath: string) {
    this.#basePath = basePath;
  }

  /** The segment of a pattern; `*` is the root. */
  segment(pattern: string): Segment<State> {
    return this.#root.descend(segmentNames(pattern));
  }

  handle(methods: readonly Method[], pattern: string, handlers: Middleware<State>[], at = pattern): void {
    const full = pattern === "/" && this.#basePath !== "" ? this.#basePath : this.#basePath + pattern;
    this.router.add(methods, full === "*" ? "/*" : full, [...this.segment(at).chain(), ...handlers]);
  }

  /** `at` is the pattern whose segment covers the route, its own unless given. */
  route(pattern: string, route: Route<State>, at = pattern): void {
    this.handle(methodsOf(route), pattern, [(ctx) => renderRoute(ctx, route)], at);
  }
}

/** A component answers GET; without a handler, or with one function, a route answers everything. */
function methodsOf<State>({ handler, component }: Route<State>): readonly Method[] {
  if (handler === undefined || typeof handler === "function") return METHODS;
  const methods = METHODS.filter((method) => handler[method] !== undefined);
  return component && !handler.GET ? [...methods, "GET"] : methods;
}
