/** Hydrates the islands of a page: the chunk that the server's boot script imports. */
import { computed, signal } from "@preact/signals";
import { unflatten } from "devalue";
import { type ComponentType, h, hydrate } from "preact";
import { rangeRoot } from "./range_root.ts";

const START = "frsh:island:";
const END = "/frsh:island";

const revivers = {
  Signal: ([value]: [unknown]) => signal(value),
  Computed: ([value]: [unknown]) => computed(() => value),
};

/**
 * @param islands components by island name
 * @param table the props of all instances as devalue wrote them
 */
export function boot(islands: Record<string, ComponentType>, table: number | unknown[]): void {
  const props = unflatten(table, revivers) as Record<string, unknown>[];
  for (const start of startMarkers()) {
    const [name, index] = start.data.slice(START.length).split(":");
    const component = islands[name!];
    if (component) hydrate(h(component, props[Number(index)]!), rangeRoot(start, endMarker(start)));
  }
}

function startMarkers(): Comment[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT);
  const found: Comment[] = [];
  while (walker.nextNode()) {
    const node = walker.currentNode as Comment;
    if (node.data.startsWith(START)) found.push(node);
  }
  return found;
}

/** @throws {Error} when the browser's parser moved the marker, which happens to invalid nesting like `<p><div>` */
function endMarker(start: Comment): Comment {
  for (let node = start.nextSibling; node; node = node.nextSibling) {
    if (node instanceof Comment && node.data === END) return node;
  }
  throw new Error(`Cannot hydrate ${start.data}: its HTML is nested in a way that the browser changes`);
}
