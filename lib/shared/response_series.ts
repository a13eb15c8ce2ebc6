import type { History } from "./history.ts";

/** `[ms since 1970, milliseconds until the answer]`; null where nothing answered or nobody asked. */
export type ResponsePoint = readonly [number, number | null];

/** By market code, oldest first. */
export type ResponseSeries = Readonly<Record<string, readonly ResponsePoint[]>>;

const METRIC = /^api_status\.(.+)\.response_time$/;

/** The recorded response times without the steps in which nothing was measured, which is most of them. */
export function responseSeries(histories: readonly History[]): ResponseSeries {
  const series = histories.flatMap(({ metric, points }) => {
    const market = METRIC.exec(metric)?.[1];
    return market ? [[market, points.filter(([, value]) => value !== null)]] : [];
  });
  return Object.fromEntries(series);
}
