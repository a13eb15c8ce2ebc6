import { dayIn } from "../shared/format_time.ts";
import { fill } from "../shared/i18n/fill.ts";
import { marketName } from "../shared/market_names.ts";
import type { ApiStatus, CredentialAge } from "../shared/snapshot.ts";
import type { Tone } from "./market_state.ts";
import type { View } from "./view.ts";

/** What only a person can renew; tokens are renewed by the program. */
const RENEWED_BY_HAND = ["access_key"];

/** What is said so many days (and fewer) before a key ends; those who are told early can choose the day themselves. */
const STAGES = [
  { days: -1, tone: "bad", text: "keyOver" },
  { days: 0, tone: "bad", text: "keyToday" },
  { days: 1, tone: "bad", text: "keyTomorrow" },
  { days: 7, tone: "warn", text: "keyEnds" },
  { days: 14, tone: "warn", text: "keyEnds" },
  { days: 30, tone: "mute", text: "keyEndsLater" },
] as const;

export interface CredentialNotice {
  /** Changes with the stage, so that what is said anew is not taken for what was read already. */
  readonly key: string;
  readonly name: string;
  readonly tone: Tone;
  readonly text: string;
}

/** What there is to be said of a key's end; undefined while it is far away or the program's own business. */
export function credentialNotice(code: string, age: CredentialAge, view: View): CredentialNotice | undefined {
  if (!RENEWED_BY_HAND.includes(age.name)) return undefined;
  const stage = STAGES.find(({ days }) => age.days_left <= days);
  if (!stage) return undefined;
  const market = marketName(code, view);
  const text = fill(view.texts[stage.text], {
    days: Math.abs(age.days_left),
    date: dayIn(Date.parse(age.expires), view.timezone),
  });
  const name = fill(view.texts.keyOf, { market });
  return { key: `${code} ${age.name} ${stage.days}`, name, tone: stage.tone, text };
}

/** All that is to be said of the keys of these markets, the most urgent first. */
export function credentialNotices(
  statuses: Readonly<Record<string, Pick<ApiStatus, "credentials">>>,
  view: View,
): CredentialNotice[] {
  const all = Object.entries(statuses).flatMap(([code, { credentials = [] }]) =>
    credentials.map((age) => ({ code, age }))
  );
  return all.toSorted((a, b) => a.age.days_left - b.age.days_left)
    .flatMap(({ code, age }) => credentialNotice(code, age, view) ?? []);
}
