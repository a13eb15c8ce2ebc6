import { fill } from "../shared/i18n/fill.ts";
import { formatAge, formatClock } from "../shared/format_time.ts";
import type { Moment, View } from "./view.ts";

interface AgeProps {
  /** Milliseconds since 1970. */
  at: number;
  stale?: boolean;
  moment: Moment;
  view: View;
}

/** How old something is; a point of time while no script runs and on paper, where "just now" would soon be untrue. */
export function Age({ at, stale = false, moment, view }: AgeProps) {
  const { texts, timezone, language } = view;
  const clock = formatClock(at, timezone);
  const counts = moment.link.value.phase !== "page";
  // What is old is not from "just now".
  const ago = () => formatAge(Math.max(0, moment.now.value - at), language, stale ? 0 : undefined);
  const age = counts ? ago() : fill(texts.asOf, { clock });
  return (
    <time
      class={stale ? "age age--stale" : "age"}
      dateTime={new Date(at).toISOString()}
      title={clock}
      data-clock={counts ? clock : undefined}
    >
      {stale ? fill(texts.staleSince, { age }) : age}
    </time>
  );
}
