/** A recorded figure over time, as `GET /api/history` answers it and as the charts are first drawn from. */
export interface History {
  /** Path of the figure in the snapshot, for example `api_status.coupang.response_time`. */
  metric: string;
  /** ISO 8601 with offset; `from` inclusive, `to` exclusive. */
  from: string;
  to: string;
  /** Width of a point in seconds. */
  step: number;
  /** `[start of the step in ms since 1970, mean value]`; steps in which nothing was measured are null. */
  points: [number, number | null][];
}
