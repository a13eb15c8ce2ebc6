import type { LiveSignals } from "@/lib/client/live_signals.ts";
import type { Source } from "@/lib/shared/snapshot.ts";
import { sentences } from "@/lib/shared/sentences.ts";
import { configNotice } from "@/lib/ui/config_notice.ts";
import { credentialNotices } from "@/lib/ui/credential_notice.ts";
import type { Tone } from "@/lib/ui/market_state.ts";
import { StatusMark } from "@/lib/ui/StatusMark.tsx";
import type { View } from "@/lib/ui/view.ts";

interface NoticesProps {
  live: LiveSignals;
  /** Whether who looks may do something about the configuration. */
  mayChange?: boolean;
  view: View;
}

const notice = (name: string, text: string, tone: Tone = "bad") => ({ key: name, name, text, tone });

/** What is wrong, or soon will be, with the connections behind all figures, and what to do: once, instead of in every panel. */
export function Notices({ live, mayChange = false, view }: NoticesProps) {
  const { texts, language } = view;
  const { config, sources: { database, redis } } = live.snapshot.value;
  const say = ({ reason, remedy }: Source) => sentences(reason?.[language] ?? "", remedy?.[language] ?? "");
  const notices = [
    live.link.value.silent && notice(texts.titleSilent, texts.silentReason),
    database.state === "down" && notice(texts.sourceDatabase, say(database)),
    // What is well and has a reason all the same is not as it was wanted, such as read less often.
    database.state === "ok" && !!database.reason && notice(texts.sourceDatabase, say(database), "warn"),
    redis.state === "down" && notice(texts.sourceRedis, say(redis)),
    !!config && mayChange && notice(...configNotice(config, view)),
    ...credentialNotices(live.snapshot.value.api_status, view),
  ].filter((one) => one !== false);
  if (notices.length === 0) return null;
  return (
    <section class="notices" aria-label={texts.notices}>
      {notices.map(({ key, name, text, tone }) => (
        <p key={key} class={`notice tone-${tone}`}>
          <StatusMark tone={tone} />
          <span>
            <strong>{name}:</strong> {text}
          </span>
        </p>
      ))}
    </section>
  );
}
