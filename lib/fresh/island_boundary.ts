import { type ComponentChild, type ComponentType, createContext, Fragment, h, type VNode } from "preact";
import { useContext } from "preact/hooks";
import type { RenderState } from "./render_state.ts";
import type { Island } from "./snapshot.ts";

/** Which rendering a component is in, and whether inside an island, where other islands are plain components. */
export const IslandScope = createContext<{ state: RenderState; inside: boolean } | null>(null);

interface BoundaryProps {
  island: Island;
  component: ComponentType;
  props: Record<string, unknown>;
  instanceKey: unknown;
}

/** Marks where an island starts and ends, so that the browser finds it, and notes its props. */
export function IslandBoundary({ island, component, props, instanceKey }: BoundaryProps): ComponentChild {
  const { state, inside } = useContext(IslandScope)!;
  const content = h(component, props);
  state.plain.add(content);
  if (inside) return content;
  const index = state.addInstance(island, props);
  const key = String(instanceKey ?? "").replaceAll(":", "_");
  return h(
    IslandScope.Provider,
    { value: { state, inside: true } },
    comment(`<!--frsh:island:${island.name}:${index}:${key}-->`),
    content,
    comment("<!--/frsh:island-->"),
  );
}

/** `<!--text-->` as an element; preact-render-to-string is pinned for it, since the property's name is unstable. */
export function comment(html: string): VNode {
  const text = html.slice("<!--".length, -"-->".length);
  return h(Fragment, { UNSTABLE_comment: text } as Record<string, unknown>);
}
