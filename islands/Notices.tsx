import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { StatusMark } from "@/lib/ui/StatusMark.tsx";
import type { View } from "@/lib/ui/view.ts";

interface NoticesProps {
  live: LiveSignals;
  view: View;
}

/** The connections behind all figures that do not work, and what to do. */
export function Notices({ live, view: { texts, language } }: NoticesProps) {
  const { database, redis } = live.snapshot.value.sources;
  const origins = [
    { name: texts.sourceDatabase, source: database },
    { name: texts.sourceRedis, source: redis },
  ];
  const bad = origins.filter(({ source }) => source.state === "down");
  if (bad.length === 0) return null;
  return (
    <section class="notices" aria-label={texts.notices}>
      {bad.map(({ name, source: { reason, remedy } }) => (
        <p key={name} class="notice tone-bad">
          <StatusMark tone="bad" />
          <span>
            <strong>{name}</strong> {reason?.[language]} {remedy?.[language]}
          </span>
        </p>
      ))}
    </section>
  );
}
