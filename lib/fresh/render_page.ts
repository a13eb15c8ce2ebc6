import { isValidElement, type VNode } from "preact";
import type { Context } from "./context.ts";
import { CSP_HEADER } from "./csp.ts";
import { renderDocument } from "./document.ts";
import { INTERNALS } from "./internals.ts";
import { compose } from "./render_route.ts";
import type { LayoutConfig } from "./types.ts";

/** Composes page, layouts (inner to outer) and app wrapper, and renders them. */
export async function renderPage<State>(
  ctx: Context<State>,
  { vnode, init, config }: { vnode: VNode | null; init: ResponseInit; config: LayoutConfig },
): Promise<Response> {
  if (vnode !== null && !isValidElement(vnode)) {
    throw new TypeError(
      `Cannot render ${ctx.url.pathname}: ctx.render() got ${typeof vnode}, not an element`,
    );
  }
  const internals = ctx[INTERNALS];
  const layouts = config.skipInheritedLayouts ? [] : internals.layouts;
  const app = config.skipAppWrapper ? null : internals.app;
  let content: VNode | null = vnode;
  for (const component of [...layouts.toReversed(), ...(app ? [app] : [])]) {
    const outer: VNode | null | Response = await compose(ctx, component, { data: ctx.data, inner: content });
    if (outer instanceof Response) return outer;
    content = outer;
  }

  const nonce = crypto.randomUUID().replaceAll("-", "");
  internals.nonce = nonce;
  const { html, preload } = renderDocument(content, {
    snapshot: internals.snapshot,
    basePath: ctx.config.basePath,
    nonce,
  });
  const headers = new Headers(init.headers);
  headers.set("Content-Type", "text/html; charset=utf-8");
  if (internals.policy) headers.set(CSP_HEADER, internals.policy(nonce));
  const link = linkHeader(preload);
  if (link !== "") headers.append("Link", link);
  return new Response(html, { ...init, headers });
}

/** nginx answers 502 for a head that does not fit into one page of memory, 4 KB; the rest of the head needs room, too. */
const LONGEST_LINK = 2_000;

/** As many modules as fit; a browser finds the others by the imports of these. */
function linkHeader(urls: readonly string[]): string {
  let link = "";
  for (const url of urls) {
    const next = `${link === "" ? "" : `${link}, `}<${url}>; rel="modulepreload"; as="script"`;
    if (next.length > LONGEST_LINK) break;
    link = next;
  }
  return link;
}
