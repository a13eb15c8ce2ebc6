import { useEffect } from "preact/hooks";
import { askRefusal } from "@/lib/client/ask_refusal.ts";
import { ElapsedClock } from "@/lib/client/elapsed_clock.ts";
import { LiveConnection } from "@/lib/client/live_connection.ts";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { every } from "@/lib/client/page_timer.ts";
import { pageWays } from "@/lib/client/page_ways.ts";
import { ServerClock } from "@/lib/client/server_clock.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import { isSignedOut } from "@/lib/shared/link.ts";
import { fill } from "@/lib/shared/i18n/fill.ts";
import { LinkBadge } from "@/lib/ui/LinkBadge.tsx";
import { metricsInterval } from "@/lib/shared/metrics_interval.ts";
import { linkWord } from "@/lib/ui/link_word.ts";
import { verdict } from "@/lib/ui/verdict.ts";
import type { View } from "@/lib/ui/view.ts";

interface LiveStatusProps {
  live: LiveSignals;
  view: View;
}

/** Keeps the page's signals alive, and says how well that works: here, in the tab's title and in its icon. */
export function LiveStatus({ live, view }: LiveStatusProps) {
  const { texts } = view;
  const { silent } = live.link.value;

  useEffect(() => keepAlive(live, view), []);
  useEffect(() => showSilence(silent, view), [silent]);

  const link = linkWord({ ...live.link.value, interval: intervalOf(live) }, view);
  const spoken = isSignedOut(live.link.value)
    ? texts.signedOutReason
    : silent
    ? texts.silentReason
    : fill(texts.announceHealth, { verdict: verdict(live.snapshot.value.api_status, view).text, link });
  return (
    <div class="live-status">
      <LinkBadge moment={live} interval={intervalOf(live)} view={view} />
      <p class="visually-hidden" role="status">{spoken}</p>
    </div>
  );
}

const intervalOf = ({ snapshot }: LiveSignals) => metricsInterval(snapshot.value);

function keepAlive(live: LiveSignals, view: View): () => void {
  const clock = new ElapsedClock(systemClock, performance.now());
  const serverClock = new ServerClock(clock, { serverTime: live.now.value, localTime: loadedAt() });
  const connection = new LiveConnection(live, {
    open: pageWays({ base: `${location.origin}${view.basePath}`, interval: () => intervalOf(live) }),
    askRefusal: () => askRefusal(`${view.basePath}/ws`),
    clock,
    serverClock,
    every,
  });
  const gone = new AbortController();
  const { signal } = gone;
  const wake = () => {
    if (document.visibilityState === "visible") connection.wake();
  };
  addEventListener("online", wake, { signal });
  addEventListener("online", () => connection.climb(), { signal });
  addEventListener("pageshow", wake, { signal });
  document.addEventListener("visibilitychange", wake, { signal });
  connection.start(signal);
  return () => gone.abort();
}

/** When the server's answer with the page began to arrive, as `performance.now()` counts. */
function loadedAt(): number {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return navigation?.responseStart ?? 0;
}

function showSilence(silent: boolean, { texts, basePath }: View): (() => void) | undefined {
  if (!silent) return undefined;
  const title = document.title;
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  const href = icon?.href;
  document.title = `${texts.titleSilent} · ${title}`;
  if (icon) icon.href = `${basePath}/favicon-silent.svg`;
  return () => {
    document.title = title;
    if (icon && href) icon.href = href;
  };
}
