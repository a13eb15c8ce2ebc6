import type { Text } from "../shared/text.ts";
import { UsageError } from "./usage_error.ts";

const UNITS = { m: 60_000, h: 3_600_000, d: 24 * 3_600_000 } as const;

/**
 * Milliseconds of a span such as `30m`, `12h` or `90d`.
 *
 * @throws {UsageError} when it is none
 */
export function aSpan(flag: string): (text: string) => number {
  return (text) => {
    const [, figure, unit] = /^(\d{1,6})([mhd])$/.exec(text.trim()) ?? [];
    if (figure !== undefined && Number(figure) > 0) return Number(figure) * UNITS[unit as keyof typeof UNITS];
    throw new UsageError(notSpan(flag, text));
  };
}

function notSpan(flag: string, text: string): Text {
  return {
    ko: `${flag}에는 90d(일), 12h(시간), 30m(분)처럼 기간을 적어 주세요 (지금 값: ${text})`,
    en: `Cannot take ${text} as a span: ${flag} takes one such as 90d, 12h or 30m`,
  };
}
