import type { LiveTexts } from "../shared/i18n/catalogue.ts";
import { fill } from "../shared/i18n/fill.ts";

interface SaleFormProps {
  /** Of the popover, for the button that opens it. */
  id: string;
  action: string;
  /** When it ends, in words; null when there is none. */
  until: string | null;
  failure: string | null;
  onAsk: (hours: number, form: HTMLFormElement) => Promise<void>;
  texts: LiveTexts;
}

const HOURS = [1, 2, 3, 4, 6, 8, 12, 24, 48];
const USUAL = 3;

/** Begins the big-sale mode for some hours or ends it; a form that the browser sends where no script does. */
export function SaleForm({ id, action, until, failure, onAsk, texts }: SaleFormProps) {
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    void onAsk(Number(new FormData(form).get("hours")), form);
  };
  return (
    <div id={id} class="connect sale__form" popover="auto" role="dialog" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{texts.sale}</h2>
      <p>{texts.saleAbout}</p>
      {until !== null && <p>{fill(texts.saleUntil, { until })}</p>}
      <form method="post" action={action} onSubmit={onSubmit}>
        {until === null
          ? (
            <label class="sale__hours">
              {texts.saleHours}{" "}
              <select name="hours">
                {HOURS.map((hours) => (
                  <option key={hours} value={hours} selected={hours === USUAL}>
                    {fill(texts.saleHoursOption, { hours })}
                  </option>
                ))}
              </select>
            </label>
          )
          : <input type="hidden" name="hours" value="0" />}
        <button type="submit" class="button">{until === null ? texts.saleStart : texts.saleStop}</button>
      </form>
      <p role="status" class="sale__failure">{failure}</p>
    </div>
  );
}
