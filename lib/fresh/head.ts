import { type ComponentChild, type ComponentChildren, Fragment, h, isValidElement, type VNode } from "preact";

/** The document's own head with `additions`, each in place of what has the same identity, otherwise at the end. */
export function mergeHead(own: ComponentChildren[], additions: ComponentChildren[]): VNode {
  const merged = own as ComponentChild[];
  for (const addition of additions as ComponentChild[]) {
    const identity = identityOf(addition);
    const index = identity === null ? -1 : merged.findLastIndex((child) => identityOf(child) === identity);
    if (index === -1) merged.push(addition);
    else merged[index] = addition;
  }
  return h(Fragment, null, merged);
}

/** What of an element says which one it is, and not what it says. */
function identityOf(child: ComponentChild): string | null {
  if (!isValidElement(child)) return null;
  const { type, key } = child as VNode;
  if (key !== null && key !== undefined) return `key ${key}`;
  if (typeof type !== "string") return null;
  if (type === "title") return type;
  const ignored = new Set(["children", "nonce", "ref", ...(IGNORED[type] ?? [])]);
  const props = Object.entries(child.props as Record<string, unknown>)
    .filter(([name]) => !ignored.has(name))
    .map(([name, value]) => `${name}=${value}`);
  return [type, ...props.sort()].join(" ");
}

const IGNORED: Record<string, string[]> = { meta: ["content"], link: ["href"] };
