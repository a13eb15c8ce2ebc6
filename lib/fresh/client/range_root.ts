/** A stand-in for a parent element that holds only the nodes between two comments, for Preact to render into. */
export function rangeRoot(start: Comment, end: Comment): Element {
  const parent = start.parentNode!;
  const nodes = (): ChildNode[] => {
    const found: ChildNode[] = [];
    for (let node = start.nextSibling; node && node !== end; node = node.nextSibling) found.push(node);
    return found;
  };
  const root = {
    nodeType: Node.ELEMENT_NODE,
    namespaceURI: (parent as Element).namespaceURI,
    ownerDocument: document,
    parentNode: parent,
    get childNodes() {
      return nodes();
    },
    get firstChild() {
      return nodes()[0] ?? null;
    },
    contains: (node: Node) => parent.contains(node),
    insertBefore: (node: Node, before: Node | null) => parent.insertBefore(node, before ?? end),
    appendChild: (node: Node) => parent.insertBefore(node, end),
    removeChild: (node: Node) => parent.removeChild(node),
  };
  return root as unknown as Element;
}
