import { dayIn, formatClock, formatDuration, formatMoment } from "../shared/format_time.ts";
import type { CheckLine } from "./check_line.ts";
import { probeWord, reasonWords, stateWord, toneOf } from "./market_state.ts";
import { noTimeWord } from "./no_time.ts";
import { StatusMark } from "./StatusMark.tsx";
import { TableHead } from "./TableHead.tsx";
import type { View } from "./view.ts";

interface CheckTableProps {
  checks: readonly CheckLine[];
  /** Whether to say that it was checked with a key or without; the seller's own checks have none. */
  withProbe?: boolean;
  view: View;
}

/**
 * Checks of one market, newest first. The roles say again what the elements mean, because on a phone the rows are laid
 * out as blocks, which takes the meaning from a table.
 */
export function CheckTable({ checks, withProbe = true, view }: CheckTableProps) {
  const { texts } = view;
  const probe = withProbe ? [texts.probe] : [];
  const heads = [texts.time, texts.status, texts.responseTime, texts.statusCode, ...probe, texts.seen];
  const newest = checks[0]?.at ?? 0;
  return (
    <table class="checks" role="table">
      <TableHead caption={texts.lastChecks} heads={heads} />
      <tbody role="rowgroup">
        {checks.map((check) => <Row key={check.at} {...{ check, newest, withProbe, view }} />)}
      </tbody>
    </table>
  );
}

interface RowProps extends Required<Pick<CheckTableProps, "withProbe" | "view">> {
  check: CheckLine;
  /** When the newest check was, ms since 1970. */
  newest: number;
}

function Row({ check, newest, withProbe, view }: RowProps) {
  const { texts, timezone } = view;
  const { at, status_code, response_time, probe, error, reason, confirmed } = check;
  const tone = toneOf(check.class);
  const today = dayIn(at, timezone) === dayIn(newest, timezone);
  return (
    <tr role="row">
      <th scope="row" role="rowheader" class="checks__time figure">
        <time dateTime={new Date(at).toISOString()}>
          {today ? formatClock(at, timezone) : formatMoment(at, newest, timezone)}
        </time>
      </th>
      <td role="cell" class="checks__state">
        <span class={`state tone-${tone}`}>
          <StatusMark tone={tone} />
          {stateWord(check, texts)}
        </span>
        {!confirmed && <small class="state__confirming">{texts.unconfirmed}</small>}
      </td>
      <td role="cell" class="checks__response figure">
        {response_time === null ? noTimeWord(check, texts) : formatDuration(response_time)}
      </td>
      <td role="cell" class="checks__code figure">{status_code ?? "—"}</td>
      {withProbe && <td role="cell" class="checks__probe">{probeWord(probe, texts)}</td>}
      <td role="cell" class="checks__seen" title={reason && error || undefined}>
        {reasonWords(check, view.language) ?? "—"}
      </td>
    </tr>
  );
}
