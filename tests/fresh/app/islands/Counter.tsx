import { type Signal, useComputed } from "@preact/signals";
import { HttpError } from "fresh/runtime";

interface Props {
  count: Signal<number>;
  label: string;
}

export default function Counter({ count, label }: Props) {
  const double = useComputed(() => count.value * 2);
  return (
    <button type="button" id={label} onClick={() => count.value++}>
      {label} {count} {double}
    </button>
  );
}

/** Not an island: no function of a component, but exported all the same. */
export const LIMIT = new HttpError(400).status;
