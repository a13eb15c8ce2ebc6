import { formatClock } from "../shared/format_time.ts";
import { fill } from "../shared/i18n/fill.ts";
import { isSignedOut, type Link } from "../shared/link.ts";
import { linkWord } from "./link_word.ts";
import type { Tone } from "./market_state.ts";
import { StatusMark } from "./StatusMark.tsx";
import type { Moment, View } from "./view.ts";

interface LinkBadgeProps {
  moment: Moment;
  /** Milliseconds between two readings of the shop's database. */
  interval: number;
  view: View;
}

const TONES: Readonly<Record<Link["phase"], Tone>> = {
  page: "mute",
  connecting: "mute",
  live: "good",
  waiting: "warn",
  stopped: "bad",
};

/** Whether the page is live; where it is not, what happens next and when. */
export function LinkBadge({ moment, interval, view }: LinkBadgeProps) {
  const { texts } = view;
  const link = moment.link.value;
  const tone = TONES[link.phase];
  return (
    <div class={`badge badge--${link.phase} tone-${tone}`}>
      <StatusMark tone={tone} />
      <LinkWords link={link} moment={moment} interval={interval} view={view} />
      {link.phase === "stopped" && (
        <>
          <span class="badge__why">{stoppedText(link, texts)}</span>
          {/* Where somebody has to log in, the page's own address leads there and back. */}
          <a class="button" href="?">{isSignedOut(link) ? texts.login : texts.reload}</a>
        </>
      )}
    </div>
  );
}

function LinkWords({ link, moment, interval, view }: LinkBadgeProps & { link: Link }) {
  const { texts, timezone } = view;
  switch (link.phase) {
    case "page":
      return <span>{fill(texts.linkPage, { clock: formatClock(moment.now.value, timezone) })}</span>;
    case "waiting": {
      const seconds = Math.max(0, Math.ceil(((link.retryAt ?? 0) - moment.now.value) / 1000));
      return <span class="figure">{fill(waitingText(link, texts), { seconds })}</span>;
    }
    default:
      return <span>{linkWord({ ...link, interval }, view)}</span>;
  }
}

function stoppedText(link: Link, texts: View["texts"]): string {
  if (isSignedOut(link)) return texts.signedOutReason;
  return link.closeCode === 1009 ? texts.linkStopped1009 : texts.linkStopped1008;
}

function waitingText({ refusal }: Link, texts: View["texts"]): string {
  switch (refusal) {
    case "full":
      return texts.linkFull;
    case "full_for_address":
      return texts.linkFullForAddress;
    case "busy":
      return texts.linkBusy;
    case "draining":
      return texts.linkDraining;
    case null:
      return texts.linkWaiting;
  }
}
