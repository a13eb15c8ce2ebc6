import type { CustomMetric } from "../../shared/custom_metric.ts";

/** The longest interval that slowness makes, in ms. */
const LONGEST = 300_000;

interface Turn {
  metric: CustomMetric;
  /** When it is to be read next. */
  due: number;
  reading: boolean;
  /** How often in a row it took longer than it may. */
  ended: number;
}

/** Which metric is to be read when. All times are ms of one clock that never runs backwards. */
export class Turns {
  #turns = new Map<string, Turn>();

  /** Goes on with these: new ones and those whose statement or interval changed are due at once, others as before. */
  use(metrics: readonly CustomMetric[], now: number): void {
    this.#turns = new Map(metrics.map((metric) => {
      const before = this.#turns.get(metric.name);
      const same = before && isSame(before.metric, metric);
      return [metric.name, same ? Object.assign(before, { metric }) : turnOf(metric, now)];
    }));
  }

  /** The metric that is due for longest and is not being read; it counts as being read until it is `done`. */
  take(now: number): CustomMetric | undefined {
    const waiting = this.#waiting().filter(({ due }) => due <= now).sort((a, b) => a.due - b.due);
    if (!waiting[0]) return undefined;
    waiting[0].reading = true;
    waiting[0].due = now + waiting[0].metric.interval;
    return waiting[0].metric;
  }

  /** A metric was read. What is ended by the database for its time comes more and more seldom. */
  done(metric: CustomMetric, { ended, now }: { ended: boolean; now: number }): void {
    const turn = this.#turns.get(metric.name);
    // Another one may have taken its place meanwhile.
    if (!turn?.reading || !isSame(turn.metric, metric)) return;
    turn.reading = false;
    turn.ended = ended ? turn.ended + 1 : 0;
    const { interval } = turn.metric;
    if (ended) turn.due = now + Math.max(interval, Math.min(interval * 2 ** turn.ended, LONGEST));
  }

  /** Whether figures of this metric are still wanted. */
  wants({ name, definition }: CustomMetric): boolean {
    return this.#turns.get(name)?.metric.definition === definition;
  }

  /** Milliseconds until one is due. */
  untilNext(now: number): number {
    return Math.max(0, Math.min(LONGEST, ...this.#waiting().map(({ due }) => due - now)));
  }

  #waiting(): Turn[] {
    return [...this.#turns.values()].filter(({ reading }) => !reading);
  }
}

function turnOf(metric: CustomMetric, now: number): Turn {
  return { metric, due: now, reading: false, ended: 0 };
}

function isSame(one: CustomMetric, other: CustomMetric): boolean {
  return one.definition === other.definition && one.interval === other.interval &&
    one.timeout === other.timeout;
}
