import { Ring } from "../shared/ring.ts";
import type { ApiStatus } from "../shared/snapshot.ts";
import type { ResponsePoint, ResponseSeries } from "../shared/response_series.ts";

const MAX_POINTS = 720;

/** Each market's response times, as long as a page is open: the recorded ones, then what the snapshots bring. */
export class ResponseLog {
  readonly #series = new Map<string, Ring<ResponsePoint>>();

  constructor(recorded: ResponseSeries) {
    for (const [market, points] of Object.entries(recorded)) {
      for (const point of points) this.#push(market, point);
    }
  }

  /** Adds the checks that are newer than what is known. */
  add(statuses: Readonly<Record<string, ApiStatus>>): void {
    for (const [market, { last_check, response_time }] of Object.entries(statuses)) {
      const at = Date.parse(last_check);
      if (!Number.isNaN(at)) this.#push(market, [at, response_time ?? null]);
    }
  }

  /** The points since `from`, in ms since 1970. */
  since(from: number): ResponseSeries {
    const series = [...this.#series].map(([market, points]) => [
      market,
      points.toArray().filter(([at]) => at >= from),
    ]);
    return Object.fromEntries(series);
  }

  #push(market: string, point: ResponsePoint): void {
    const points = this.#series.get(market) ?? new Ring<ResponsePoint>(MAX_POINTS);
    this.#series.set(market, points);
    const last = points.last();
    if (!last || point[0] > last[0]) points.push(point);
  }
}
