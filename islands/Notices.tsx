import type { LiveSignals } from "@/lib/client/live_signals.ts";
import type { Source } from "@/lib/shared/snapshot.ts";
import { StatusMark } from "@/lib/ui/StatusMark.tsx";
import type { View } from "@/lib/ui/view.ts";

interface NoticesProps {
  live: LiveSignals;
  view: View;
}

/** What is wrong with the connections behind all figures, and what to do: once, instead of in every panel. */
export function Notices({ live, view: { texts, language } }: NoticesProps) {
  const { database, redis } = live.snapshot.value.sources;
  const say = ({ reason, remedy }: Source) =>
    [reason, remedy].flatMap((text) => text ? [text[language]] : []).join(" ");
  const notices = [
    live.link.value.silent && { name: texts.titleSilent, text: texts.silentReason },
    database.state === "down" && { name: texts.sourceDatabase, text: say(database) },
    redis.state === "down" && { name: texts.sourceRedis, text: say(redis) },
  ].filter((notice) => notice !== false);
  if (notices.length === 0) return null;
  return (
    <section class="notices" aria-label={texts.notices}>
      {notices.map(({ name, text }) => (
        <p key={name} class="notice tone-bad">
          <StatusMark tone="bad" />
          <span>
            <strong>{name}</strong> {text}
          </span>
        </p>
      ))}
    </section>
  );
}
