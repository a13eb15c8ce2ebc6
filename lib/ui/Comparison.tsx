import { formatChange, relativeChange } from "../shared/format_number.ts";
import { fill } from "../shared/i18n/fill.ts";
import type { View } from "./view.ts";

interface ComparisonProps {
  now: number;
  before: number;
  format: (value: number) => string;
  view: View;
}

/** Today against yesterday at the same time; without a percentage where yesterday had nothing. */
export function Comparison({ now, before, format, view: { texts } }: ComparisonProps) {
  const change = relativeChange(now, before);
  const yesterday = fill(texts.yesterdaySameTime, { value: format(before) });
  return (
    <span class="comparison">
      {change !== null && <Change change={change} more={texts.more} less={texts.less} same={texts.same} />}
      <span class="comparison__base">{yesterday}</span>
    </span>
  );
}

function Change({ change, more, less, same }: { change: number; more: string; less: string; same: string }) {
  if (change === 0) return <strong class="change">{same}</strong>;
  const up = change > 0;
  return (
    <strong class={up ? "change change--up" : "change change--down"}>
      <svg class="change__arrow" viewBox="0 0 10 10" aria-hidden="true">
        <path d={up ? "M5 1 9.5 9h-9z" : "M5 9 .5 1h9z"} />
      </svg>
      {formatChange(change)} <span class="visually-hidden">{up ? more : less}</span>
    </strong>
  );
}
