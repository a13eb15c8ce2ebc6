import { type ComponentType, type FunctionComponent, h, type VNode } from "preact";
import type { Context } from "./context.ts";
import { INTERNALS } from "./internals.ts";
import type { HandlerFn, PageProps, PageResponse, Route, RouteComponent } from "./types.ts";

/** Runs the route's handler and, when that asks for a page, renders its component with `status`. */
export async function renderRoute<State>(
  ctx: Context<State>,
  route: Route<State>,
  status = 200,
): Promise<Response> {
  const handler = handlerFor(route, ctx.req.method);
  const result: Response | PageResponse<unknown> = handler ? await handler(ctx) : { data: {} };
  if (result instanceof Response) return result;
  if (typeof result !== "object" || result === null) {
    throw new TypeError(
      `Cannot answer ${ctx.url.pathname}: its handler returned ${result}, not a Response or page()`,
    );
  }

  const internals = ctx[INTERNALS];
  if (route.config?.skipAppWrapper) internals.app = null;
  if (route.config?.skipInheritedLayouts) internals.layouts = [];
  const content = route.component
    ? await compose(ctx, route.component, { data: result.data ?? undefined, inner: null })
    : null;
  if (content instanceof Response) return content;
  return ctx.render(content, { status: result.status ?? status, headers: result.headers });
}

function handlerFor<State>(route: Route<State>, method: string): HandlerFn<unknown, State> | undefined {
  const { handler } = route;
  if (handler === undefined || typeof handler === "function") return handler;
  const byMethod: Record<string, HandlerFn<unknown, State> | undefined> = handler;
  return byMethod[method] ?? (method === "HEAD" ? handler.GET : undefined);
}

/** Elements of a page, layout or app wrapper. Async ones run now, because rendering itself is synchronous. */
export async function compose<State>(
  ctx: Context<State>,
  component: RouteComponent<State>,
  { data, inner }: { data: unknown; inner: VNode | null },
): Promise<VNode | null | Response> {
  const { config, url, req, params, info, state, error, route } = ctx;
  const Component: FunctionComponent = () => inner;
  const props: PageProps<unknown, State> = {
    ...{ config, url, req, params, info, state, error, route },
    data,
    Component,
  };
  if (!isAsync(component)) return h(component as ComponentType<PageProps<unknown, State>>, props) as VNode;
  return await component(props);
}

function isAsync<P>(component: unknown): component is (props: P) => Promise<VNode | null | Response> {
  return typeof component === "function" && component.constructor.name === "AsyncFunction";
}
