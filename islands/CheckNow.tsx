import { useEffect, useState } from "preact/hooks";
import { askCheck } from "@/lib/client/ask_check.ts";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { formatMoment } from "@/lib/shared/format_time.ts";
import { fill } from "@/lib/shared/i18n/fill.ts";
import { statusOf } from "@/lib/ui/market_freshness.ts";
import { checkNowPath } from "@/lib/ui/market_path.ts";
import { spentUntil } from "@/lib/ui/spent_budget.ts";
import type { View } from "@/lib/ui/view.ts";

interface CheckNowProps {
  code: string;
  live: LiveSignals;
  /** What the server said to a form that was sent without scripts. */
  asked: string | null;
  view: View;
}

/** Milliseconds after which people want to know that it takes longer than usual. */
const PATIENCE = 15_000;

/** Has the market checked at once. The result comes as every other does; until then the button says so. */
export function CheckNow({ code, live, asked, view }: CheckNowProps) {
  const { texts, timezone } = view;
  const { pending, said, ask } = useAsking({ code, live, asked, view });
  const status = statusOf(live.snapshot.value, code);
  const until = status && spentUntil(status, live.now.value);
  const spent = until !== undefined;
  const why = until
    ? fill(texts.checkNowSpentUntil, { moment: formatMoment(until, live.now.value, timezone) })
    : texts.checkNowSpent;
  const onSubmit = (event: Event) => {
    event.preventDefault();
    if (!pending && !spent) void ask();
  };
  return (
    <form class="check-now" method="post" action={checkNowPath(code, view)} onSubmit={onSubmit}>
      <button type="submit" class="button" disabled={spent} aria-disabled={pending || undefined}>
        {pending ? texts.checkNowPending : texts.checkNow}
      </button>
      <p class="check-now__said" role="status">{spent ? why : said}</p>
    </form>
  );
}

function useAsking({ code, live, asked, view }: CheckNowProps) {
  const { texts, language } = view;
  const [said, say] = useState(asked);
  /** The check that was the latest when another was asked for. */
  const [before, setBefore] = useState<string | null>(null);
  const latest = statusOf(live.snapshot.value, code)?.last_check ?? "";
  const pending = before !== null;

  useEffect(() => {
    if (!pending) return;
    const timer = setTimeout(() => {
      setBefore(null);
      say(texts.checkNowLate);
    }, PATIENCE);
    return () => clearTimeout(timer);
  }, [pending]);

  useEffect(() => {
    if (before === null || before === latest) return;
    setBefore(null);
    say(texts.checkNowDone);
  }, [before, latest]);

  async function ask(): Promise<void> {
    setBefore(latest);
    say(null);
    const { accepted, message } = await askCheck(checkNowPath(code, view), { language });
    if (!accepted) setBefore(null);
    // The result may have been faster than the answer that it is being looked for.
    if (!accepted) say(message ?? texts.checkNowUnreachable);
  }

  return { pending, said, ask };
}
