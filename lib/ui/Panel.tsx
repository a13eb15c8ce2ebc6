import type { ComponentChildren } from "preact";
import { withStop } from "../shared/sentences.ts";
import { Age } from "./Age.tsx";
import type { Freshness } from "./freshness.ts";
import type { Moment, View } from "./view.ts";

interface PanelProps {
  /** Unique on the page. */
  id: string;
  /** What it is styled as, where panels of one kind have ids of their own. */
  kind?: string;
  title: string;
  /** What the figures are of, for example "yesterday and today". */
  span?: string;
  freshness: Freshness;
  moment: Moment;
  view: View;
  children: ComponentChildren;
}

/** A part of the dashboard whose figures have one origin and so one age. */
export function Panel({ id, kind = id, title, span, freshness, moment, view, children }: PanelProps) {
  return (
    <section class={`panel panel--${kind} is-${freshness.kind}`} aria-labelledby={id}>
      <header class="panel__head">
        <h2 id={id} class="panel__title">
          {title} {span && <small class="panel__span">{span}</small>}
        </h2>
        <PanelAge freshness={freshness} moment={moment} view={view} />
      </header>
      {freshness.kind !== "fresh" && <PanelNote freshness={freshness} />}
      <div class="panel__body">{children}</div>
    </section>
  );
}

function PanelAge({ freshness, moment, view }: Pick<PanelProps, "freshness" | "moment" | "view">) {
  if (freshness.kind === "unknown") return <span class="age age--unknown">{view.texts.unknown}</span>;
  const stale = freshness.kind === "stale";
  if (freshness.at === null) return stale ? <span class="age age--stale">{view.texts.stale}</span> : null;
  return <Age at={freshness.at} stale={stale} moment={moment} view={view} />;
}

function PanelNote({ freshness }: { freshness: Exclude<Freshness, { kind: "fresh" }> }) {
  const { reason, remedy } = freshness;
  if (!reason && !remedy) return null;
  return (
    <p class="panel__note">
      {remedy ? withStop(reason) : reason} {remedy && <strong>{remedy}</strong>}
    </p>
  );
}
