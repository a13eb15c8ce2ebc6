import { type ComponentChildren, options, toChildArray } from "preact";
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
  readonly plain = new WeakSet<object>();
  readonly #originals: { vnode: Changeable; type: unknown; props: Changeable["props"] }[] = [];

  constructor(readonly islands: ReadonlyMap<unknown, Island>, readonly nonce: string) {}

  /** @returns the index of the instance's props */
  addInstance(island: Island, props: Record<string, unknown>): number {
    this.usedIslands.add(island);
    return this.instances.push({ island, props }) - 1;
  }

  /** Has an element rendered differently, this once: an app may keep it and render it again. */
  change(
    vnode: Changeable,
    { type = vnode.type, props }: { type?: unknown; props: Changeable["props"] },
  ): void {
    this.#originals.push({ vnode, type: vnode.type, props: vnode.props });
    Object.assign(vnode, { type, props });
  }

  restore(): void {
    for (const { vnode, ...original } of this.#originals.reverse()) Object.assign(vnode, original);
  }
}

/** An element as the hooks see it: before it is rendered its type and props can be replaced. */
interface Changeable {
  type: unknown;
  props: Record<string, unknown> & { children?: ComponentChildren };
  key: unknown;
}

/**
 * Lets `state` see each element just before it is rendered.
 *
 * Elements may be made anywhere, also in a handler before the rendering starts, so it is the rendering that must be
 * observed and not their creation. Preact's hook for that is `__b`, which its signals and dev tools use as well; it is
 * set while one synchronous rendering runs, so requests cannot see each other.
 */
export function withRenderHook<T>(state: RenderState, render: () => T): T {
  const hooks = options as { __b?: (vnode: Changeable) => void };
  const before = hooks.__b;
  hooks.__b = (vnode) => {
    if (typeof vnode.type === "string") observeElement(state, vnode);
    else observeComponent(state, vnode);
    before?.(vnode);
  };
  try {
    return render();
  } finally {
    hooks.__b = before;
    state.restore();
  }
}

function observeComponent(state: RenderState, vnode: Changeable): void {
  const { type, props, key } = vnode;
  if (type === Head) {
    state.headAdditions.push(...toChildArray(props.children));
    return;
  }
  const island = state.islands.get(type);
  if (!island || state.plain.has(vnode)) return;
  state.change(vnode, { type: IslandBoundary, props: { island, component: type, props, instanceKey: key } });
}

function observeElement(state: RenderState, vnode: Changeable): void {
  const { type, props } = vnode;
  switch (type) {
    case "html":
      state.hasHtml = true;
      return;
    case "head":
      state.head = toChildArray(props.children);
      state.change(vnode, { props: { ...props, children: comment(RenderState.HEAD) } });
      return;
    case "body":
      state.hasBody = true;
      state.change(vnode, { props: { ...props, children: [props.children, comment(RenderState.BODY_END)] } });
      return;
    case "script":
    case "style":
      state.change(vnode, { props: { nonce: state.nonce, ...props } });
  }
}
