import { formatAvailability } from "../shared/format_number.ts";
import { formatDuration, formatMoment } from "../shared/format_time.ts";
import { fill } from "../shared/i18n/fill.ts";
import { marketName } from "../shared/market_names.ts";
import type { ApiStatus, Availability } from "../shared/snapshot.ts";
import { Age } from "./Age.tsx";
import { inMarketOrder } from "./market_order.ts";
import { marketPath } from "./market_path.ts";
import { confirmingWord, reasonWords, shownState } from "./market_state.ts";
import { noTimeWord } from "./no_time.ts";
import { StatusMark } from "./StatusMark.tsx";
import { TableHead } from "./TableHead.tsx";
import type { Moment, View } from "./view.ts";

interface MarketTableProps {
  statuses: Readonly<Record<string, ApiStatus>>;
  moment: Moment;
  view: View;
}

/**
 * Everything known about each market's API. The roles say again what the elements mean, because on a phone the rows are
 * laid out as blocks, which takes the meaning from a table.
 */
export function MarketTable({ statuses, moment, view }: MarketTableProps) {
  const { texts } = view;
  const heads = [
    texts.market,
    texts.status,
    texts.responseTime,
    texts.availability,
    texts.lastCheck,
    texts.remedy,
  ];
  return (
    <table class="details" role="table">
      <TableHead caption={texts.marketTable} heads={heads} />
      <tbody role="rowgroup">
        {inMarketOrder(statuses).map(([code, status]) => (
          <Row key={code} code={code} status={status} moment={moment} view={view} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  code: string;
  status: ApiStatus;
  moment: Moment;
  view: View;
}

function Row({ code, status, moment, view }: RowProps) {
  const { texts, language } = view;
  const { response_time, availability, last_check, error, remedy, stale } = status;
  const { tone, word } = shownState(status, texts);
  const confirming = confirmingWord(status, texts);
  const seen = reasonWords(status, language);
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        <a class="market-link" href={marketPath(code, view)}>{marketName(code, view)}</a>
      </th>
      <td role="cell" data-label={texts.status}>
        <span class={`state tone-${tone}`}>
          <StatusMark tone={tone} />
          {word}
        </span>
        {confirming && <small class="state__confirming">{confirming}</small>}
      </td>
      <td role="cell" data-label={texts.responseTime} class="figure">
        {typeof response_time === "number" ? formatDuration(response_time) : noTimeWord(status, texts)}
      </td>
      <td role="cell" data-label={texts.availability} class="figure">
        {stale
          ? texts.availabilityUnknown
          : <AvailabilityWords availability={availability} moment={moment} view={view} />}
      </td>
      <td role="cell" data-label={texts.lastCheck} class="figure">
        <Age at={Date.parse(last_check)} moment={moment} view={view} />
      </td>
      <td role="cell" data-label={texts.remedy} class="details__remedy">
        <div>
          {remedy?.[language] ?? (status.class === "UP" ? texts.nothingToDo : "—")}
          {seen && <small class="details__error" title={error ?? seen}>{seen}</small>}
        </div>
      </td>
    </tr>
  );
}

function AvailabilityWords(
  { availability: { day, month, since }, moment, view }: Pick<RowProps, "moment" | "view"> & {
    availability: Availability;
  },
) {
  const { texts, timezone } = view;
  const shares = [[texts.availabilityDay, day], [texts.availabilityMonth, month]] as const;
  const measured = shares.filter(([, share]) => typeof share === "number");
  if (measured.length === 0) {
    if (!since) return <>{texts.measuring}</>;
    const at = formatMoment(Date.parse(since), moment.now.value, timezone);
    return <>{fill(texts.measuringSince, { moment: at })}</>;
  }
  return (
    <div>
      {measured.map(([span, share]) => (
        <span key={span} class="availability">
          <small>{span}</small> {formatAvailability(share as number)}
        </span>
      ))}
    </div>
  );
}
