import { dayIn, formatMoment } from "../shared/format_time.ts";
import { fill } from "../shared/i18n/fill.ts";
import type { CredentialAge } from "../shared/snapshot.ts";
import type { View } from "./view.ts";

interface CredentialAgesProps {
  credentials: readonly CredentialAge[];
  /** ms since 1970 */
  now: number;
  view: View;
}

/** How old what a market knows us by is: keys by the day, tokens by the minute. */
export function CredentialAges({ credentials, now, view }: CredentialAgesProps) {
  return (
    <ul class="plain">
      {credentials.map((age) => <li key={age.name}>{words(age, now, view)}</li>)}
    </ul>
  );
}

function words({ name, issued, expires, days_left }: CredentialAge, now: number, view: View): string {
  const { texts, timezone } = view;
  const [from, to] = [Date.parse(issued), Date.parse(expires)];
  if (name === "access_token") {
    const moment = (at: number) => formatMoment(at, now, timezone);
    return fill(texts.tokenAge, { issued: moment(from), expires: moment(to) });
  }
  const days = { issued: dayIn(from, timezone), expires: dayIn(to, timezone), days: Math.abs(days_left) };
  return fill(days_left < 0 ? texts.keyAgeOver : texts.keyAge, days);
}
