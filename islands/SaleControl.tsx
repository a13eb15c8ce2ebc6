import { useState } from "preact/hooks";
import { askSale } from "@/lib/client/ask_sale.ts";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { formatMoment } from "@/lib/shared/format_time.ts";
import { fill } from "@/lib/shared/i18n/fill.ts";
import { SaleForm } from "@/lib/ui/SaleForm.tsx";
import { timeLeft } from "@/lib/ui/time_left.ts";
import type { View } from "@/lib/ui/view.ts";

interface SaleControlProps {
  live: LiveSignals;
  /** Whether this viewer may begin and end it; everybody sees it. */
  mayChange: boolean;
  view: View;
}

const POPOVER = "sale";

/** Big-sale mode: that there is one and how much of it is left, and for who may, its beginning and its end. */
export function SaleControl({ live, mayChange, view }: SaleControlProps) {
  const { texts, basePath, language, timezone } = view;
  const [failure, tellFailure] = useState<string | null>(null);
  const { sale } = live.snapshot.value;
  const now = live.now.value;
  const until = sale ? Date.parse(sale.until) : null;
  if (until === null && !mayChange) return null;
  const words = until === null ? texts.sale : fill(texts.saleLeft, { left: timeLeft(until - now, texts) });

  async function ask(hours: number, form: HTMLFormElement): Promise<void> {
    const { done, message } = await askSale(`${basePath}/api/sale`, { hours, language });
    tellFailure(done ? null : message ?? texts.saleUnreachable);
    if (done) form.closest<HTMLElement>("[popover]")?.hidePopover();
  }

  if (!mayChange) return <p class="sale badge tone-warn">{words}</p>;
  return (
    <div class="sale">
      <button
        type="button"
        class={until === null ? "sale__open" : "sale__open badge tone-warn"}
        popovertarget={POPOVER}
      >
        {words}
      </button>
      <SaleForm
        id={POPOVER}
        action={`${basePath}/api/sale`}
        until={until === null ? null : formatMoment(until, now, timezone)}
        failure={failure}
        onAsk={ask}
        texts={texts}
      />
    </div>
  );
}
