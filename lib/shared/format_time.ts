/** Times of day in the business's zone, days, and how long ago something was. */
import type { Language } from "./text.ts";

type Precision = "minute" | "second";

/** `14:32:07` in an IANA zone; `minute` leaves the seconds out. */
export function formatClock(at: number, timeZone: string, precision: Precision = "second"): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
    ...(precision === "second" ? { second: "2-digit" } : {}),
  }).format(at);
}

/** Hour of the day, 0 to 23, in an IANA zone. */
export function hourIn(at: number, timeZone: string): number {
  return Number(formatClock(at, timeZone, "minute").slice(0, 2));
}

/** `2026-11-24` in an IANA zone. */
export function dayIn(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return format.format(at);
}

const WEEKDAYS: Readonly<Record<Language, readonly string[]>> = {
  ko: ["일", "월", "화", "수", "목", "금", "토"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
};

/** A `YYYY-MM-DD` as `11/24 화`; in English `Tue 11/24`. */
export function formatDay(day: string, language: Language): string {
  const [, month, date] = day.split("-").map(Number);
  const weekday = WEEKDAYS[language][new Date(`${day}T00:00:00Z`).getUTCDay()];
  return language === "ko" ? `${month}/${date} ${weekday}` : `${weekday} ${month}/${date}`;
}

/** The time of day, with the day in front where it is another one than `now`'s. */
export function formatMoment(at: number, now: number, timeZone: string): string {
  const day = dayIn(at, timeZone);
  const clock = formatClock(at, timeZone, "minute");
  return day === dayIn(now, timeZone) ? clock : `${day.slice(5).replace("-", "/")} ${clock}`;
}

const AGO: Readonly<Record<Language, { now: string; words: readonly string[] }>> = {
  ko: { now: "방금", words: ["초 전", "분 전", "시간 전", "일 전"] },
  en: { now: "just now", words: [" s ago", " min ago", " h ago", " d ago"] },
};

/** How long ago, in one rounded-down unit: `방금` (under `justNow` seconds), `12초 전`, `3분 전`. */
export function formatAge(milliseconds: number, language: Language, justNow = 10): string {
  const { now, words } = AGO[language];
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < justNow) return now;
  const steps = [1, 60, 3600, 86_400];
  const unit = steps.findLastIndex((step) => seconds >= step || step === 1);
  return `${Math.floor(seconds / steps[unit]!)}${words[unit]}`;
}

/** How long something took: `87 ms`, `1.24 s`. */
export function formatDuration(milliseconds: number): string {
  return Math.round(milliseconds) < 1000
    ? `${Math.round(milliseconds)} ms`
    : `${(milliseconds / 1000).toFixed(2)} s`;
}

/** A duration as an axis shows it, in round figures already: `0`, `200 ms`, `2.5 s`, `15 s`. */
export function formatDurationTick(milliseconds: number): string {
  if (milliseconds === 0) return "0";
  return milliseconds < 1000 ? formatDuration(milliseconds) : `${Number((milliseconds / 1000).toFixed(2))} s`;
}
