import type { Text } from "../shared/text.ts";
import { MAX_POINTS } from "../state/state_store.ts";
import { webTexts } from "./texts.ts";

const HOUR = 3_600_000;
const METRIC = /^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)+$/u;

export interface HistoryQuery {
  /** Path of the figure in the snapshot. */
  readonly metric: string;
  readonly from_ms: number;
  readonly to_ms: number;
  readonly step_s: number;
}

export type ParsedQuery =
  | { readonly ok: true; readonly value: HistoryQuery }
  | { readonly ok: false; readonly problem: Text };

/**
 * Reads `metric`, `from`, `to` (ISO 8601 with offset, by default the last hour) and `step` (seconds, by default the
 * smallest number of whole minutes that stays within 500 points).
 */
export function parseHistoryQuery(params: URLSearchParams, now: number): ParsedQuery {
  const metric = params.get("metric") ?? "";
  if (!METRIC.test(metric)) {
    return no(webTexts.badMetric);
  }
  const to_ms = moment(params.get("to"), now);
  const from_ms = moment(params.get("from"), (to_ms ?? now) - HOUR);
  if (to_ms === undefined || from_ms === undefined) {
    return no(webTexts.badTime);
  }
  if (from_ms >= to_ms) return no(webTexts.badSpan);
  const step_s = params.has("step") ? Number(params.get("step")) : defaultStep(to_ms - from_ms);
  if (!Number.isSafeInteger(step_s) || step_s < 1) return no(webTexts.badStep);
  if ((to_ms - from_ms) / 1000 / step_s > MAX_POINTS) {
    return no(webTexts.tooManyPoints(MAX_POINTS));
  }
  return { ok: true, value: { metric, from_ms, to_ms, step_s } };
}

const no = (problem: Text): ParsedQuery => ({ ok: false, problem });

function defaultStep(span: number): number {
  return Math.max(1, Math.ceil(span / 60_000 / 500)) * 60;
}

/**
 * An ISO 8601 time in ms since 1970; undefined when it is none.
 *
 * The zone must be said: without it the same words mean another moment on another machine.
 */
export function moment(text: string | null, otherwise: number): number | undefined {
  if (text === null || text === "") return otherwise;
  // A plus sign that was not escaped arrives as a space.
  const iso = text.replace(/ (?=\d{2}:\d{2}$)/, "+");
  if (!/T.*(Z|[+-]\d{2}:\d{2})$/.test(iso)) return undefined;
  const parsed = Date.parse(iso);
  return Number.isNaN(parsed) ? undefined : parsed;
}
