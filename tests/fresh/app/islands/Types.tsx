import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

export interface TypesProps {
  date: Date;
  map: Map<string, number>;
  set: Set<number>;
  big: bigint;
  nan: number;
  negativeZero: number;
  bytes: Uint8Array;
  missing: undefined;
  text: string;
  total: ReadonlySignal<number>;
  children?: string;
}

/** Says what arrived, first on the server and then again in the browser. */
export function Types(props: TypesProps) {
  const [where, setWhere] = useState("server");
  useEffect(() => setWhere("browser"), []);
  const { date, map, set, big, nan, negativeZero, bytes, missing, text, total } = props;
  const facts = {
    where,
    date: date.toISOString(),
    map: [...map],
    set: [...set],
    big: `${big}n`,
    nan: Number.isNaN(nan),
    negativeZero: Object.is(negativeZero, -0),
    bytes: [...bytes],
    missing: "missing" in props && missing === undefined,
    text,
    total: total.value,
  };
  return <output id="types">{JSON.stringify(facts)}</output>;
}
