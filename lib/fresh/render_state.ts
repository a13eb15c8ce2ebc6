import { type ComponentChildren, options, toChildArray, type VNode } from "preact";
import { comment, IslandBoundary } from "./island_boundary.ts";
import { Head } from "./runtime.ts";
import type { Island } from "./snapshot.ts";

/** What one rendering of a document finds on its way. */
export class RenderState {
  /** Stands for the head's content until all of the page is known. */
  static readonly HEAD = "<!--frsh:head-->";
  static readonly BODY_END = "<!--frsh:body-end-->";

  readonly usedIslands = new Set<Island>();
  readonly instances: { island: Island; props: Record<string, unknown> }[] = [];
  /** What `<Head>` holds, in the order of rendering. */
  readonly headAdditions: ComponentChildren[] = [];
  /** The children of the document's own `<head>`; null while there is none. */
  head: ComponentChildren[] | null = null;
  hasHtml = false;
  hasBody = false;
  /** Elements of islands' own components, which must not become boundaries again. */
  readonly plain = new WeakSet<VNode>();

  constructor(readonly islands: ReadonlyMap<unknown, Island>, readonly nonce: string) {}

  /** @returns the index of the instance's props */
  addInstance(island: Island, props: Record<string, unknown>): number {
    this.usedIslands.add(island);
    return this.instances.push({ island, props }) - 1;
  }
}

/**
 * Lets `state` see each element just before it is rendered.
 *
 * Elements may be made anywhere, also in a handler before the rendering starts, so it is the rendering that must be
 * observed and not their creation. Preact's hook for that is `__b`, which its signals and dev tools use as well; it is
 * set while one synchronous rendering runs, so requests cannot see each other.
 */
export function withRenderHook<T>(state: RenderState, render: () => T): T {
  const hooks = options as { __b?: (vnode: VNode) => void };
  const before = hooks.__b;
  hooks.__b = (vnode) => {
    if (typeof vnode.type === "string") observeElement(state, vnode as unknown as Changeable);
    else observeComponent(state, vnode as unknown as Changeable);
    before?.(vnode);
  };
  try {
    return render();
  } finally {
    hooks.__b = before;
  }
}

interface Changeable {
  type: unknown;
  props: Record<string, unknown> & { children?: ComponentChildren };
  key: unknown;
}

function observeComponent(state: RenderState, vnode: Changeable): void {
  if (vnode.type === Head) {
    state.headAdditions.push(...toChildArray(vnode.props.children));
    return;
  }
  const island = state.islands.get(vnode.type);
  if (!island || state.plain.has(vnode as unknown as VNode)) return;
  const { type, props, key } = vnode;
  vnode.type = IslandBoundary;
  vnode.props = { island, component: type, props, instanceKey: key };
}

function observeElement(state: RenderState, vnode: Changeable): void {
  switch (vnode.type) {
    case "html":
      state.hasHtml = true;
      return;
    case "head":
      state.head = toChildArray(vnode.props.children);
      vnode.props = { ...vnode.props, children: comment(RenderState.HEAD) };
      return;
    case "body":
      state.hasBody = true;
      vnode.props = { ...vnode.props, children: [vnode.props.children, comment(RenderState.BODY_END)] };
      return;
    case "script":
    case "style":
      vnode.props = { nonce: state.nonce, ...vnode.props };
  }
}
