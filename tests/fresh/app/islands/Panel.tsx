import type { Signal } from "@preact/signals";
import Counter from "./Counter.tsx";

/** An island in an island is a plain component of it. */
export default function Panel({ count, open }: { count: Signal<number>; open: boolean }) {
  return open ? <Counter count={count} label="inner" /> : null;
}
