import type { CredentialAge } from "../shared/snapshot.ts";

const [HOUR, DAY] = [3_600_000, 86_400_000];
/** Markets tell dates in Korea, where there is no summer time. */
const KST = 9 * HOUR;

/** The age of a key that was issued on a day (`YYYY-MM-DD` in Korea) and holds for `life` days. */
export function keyAge(
  { name, issued, life, now }: {
    readonly name: string;
    readonly issued: string;
    readonly life: number;
    readonly now: number;
  },
): CredentialAge {
  const first = Date.parse(`${issued}T00:00:00+09:00`);
  const last = first + life * DAY;
  const days_left = dayNumber(last) - dayNumber(now);
  return { name, issued: koreanMidnight(first), expires: koreanMidnight(last), days_left };
}

/** The age of what was issued and expires at moments, ms since 1970. */
export function tokenAge(
  { name, issued, expires, now }: {
    readonly name: string;
    readonly issued: number;
    readonly expires: number;
    readonly now: number;
  },
): CredentialAge {
  const iso = (at: number) => new Date(at).toISOString();
  const days_left = Math.floor((expires - now) / DAY);
  return { name, issued: iso(issued), expires: iso(expires), days_left };
}

const dayNumber = (at: number) => Math.floor((at + KST) / DAY);

function koreanMidnight(at: number): string {
  return `${new Date(at + KST).toISOString().slice(0, 10)}T00:00:00+09:00`;
}
