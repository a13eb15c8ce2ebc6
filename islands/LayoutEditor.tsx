import { useComputed, useSignal } from "@preact/signals";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { saveLayout } from "@/lib/client/save_layout.ts";
import { fill } from "@/lib/shared/i18n/fill.ts";
import type { SettingsTexts } from "@/lib/shared/i18n/settings_texts.ts";
import { allCards, arranged, type Arrangement } from "@/lib/shared/layout.ts";
import { layoutYaml } from "@/lib/shared/layout_yaml.ts";
import type { ResponsePoint, ResponseSeries } from "@/lib/shared/response_series.ts";
import type { Snapshot } from "@/lib/shared/snapshot.ts";
import { CardRow } from "@/lib/ui/CardRow.tsx";
import { cardTitle } from "@/lib/ui/card_title.ts";
import type { View } from "@/lib/ui/view.ts";
import { Board } from "./Board.tsx";
import { LayoutYaml } from "./LayoutYaml.tsx";

interface LayoutEditorProps {
  live: LiveSignals;
  /** As the cards are now. */
  arrangement: Arrangement;
  /** Whether that was saved here, and not written in the file. */
  saved: boolean;
  recorded: ResponseSeries | null;
  histories: Readonly<Record<string, readonly ResponsePoint[]>>;
  texts: SettingsTexts;
  view: View;
}

/** Arranges the dashboard's cards, by drag and by form, with the dashboard as it will be beside it. */
export function LayoutEditor(
  { live, arrangement, saved, recorded, histories, texts, view }: LayoutEditorProps,
) {
  const draft = useSignal(arrangement);
  const preview = useComputed(() => withCards(live.snapshot.value, draft.value));
  const { basePath } = view;
  const url = `${basePath}/api/layout`;
  const editing = useEditing({ live, draft, saved, texts, url, view });
  const { rows, isSaved, said, move, show, save } = editing;
  const [dragged, drag] = useState<string | null>(null);
  const shown = preview.value.layout.dashboard;
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void save((event.submitter as HTMLButtonElement | null)?.name === "reset" ? null : draft.value);
  };
  return (
    <>
      <form class="panel settings" method="post" action={url} onSubmit={onSubmit}>
        <h2 id="cards">{texts.cards}</h2>
        <p>{texts.help}</p>
        <ol class="card-list" aria-labelledby="cards">
          {rows.map((card, index) => (
            <CardRow
              key={card}
              card={card}
              title={cardTitle(card, live.snapshot.value, view)}
              position={index + 1}
              count={rows.length}
              shown={!draft.value.hidden.includes(card)}
              dragged={dragged === card}
              texts={texts}
              onShow={(is) => show(card, is)}
              onMove={(position) => move(card, position)}
              onDrag={(is) => drag(is ? card : null)}
              onOver={() => dragged !== null && dragged !== card && move(dragged, index + 1)}
            />
          ))}
        </ol>
        <p class="settings__source">{isSaved ? texts.fromHere : texts.fromFile}</p>
        <p class="settings__actions">
          <button type="submit" class="button">{texts.save}</button>
          <button type="submit" name="reset" value="1" class="button button--quiet">{texts.reset}</button>
          <span role="status">{said}</span>
        </p>
      </form>
      <LayoutYaml yaml={layoutYaml(shown)} download={`${url}.yaml`} texts={texts} />
      <section class="preview" aria-labelledby="preview">
        <h2 id="preview">{texts.preview}</h2>
        <div class="preview__board dashboard" inert>
          <Board
            live={{ ...live, snapshot: preview as LiveSignals["snapshot"] }}
            {...{ recorded, histories, view }}
          />
        </div>
      </section>
    </>
  );
}

function cardsOf({ custom, layout }: Snapshot): string[] {
  const named = (names: Readonly<Record<string, unknown>>) => Object.keys(names).map((name) => ({ name }));
  return allCards({ metrics: named(custom), charts: named(layout.charts) });
}

function withCards(snapshot: Snapshot, arrangement: Arrangement): Snapshot {
  const dashboard = arranged(cardsOf(snapshot), arrangement);
  return { ...snapshot, layout: { ...snapshot.layout, dashboard } };
}

interface Editing extends Pick<LayoutEditorProps, "live" | "saved" | "texts" | "view"> {
  draft: { value: Arrangement };
  url: string;
}

function useEditing({ live, draft, saved, texts, url, view }: Editing) {
  const [isSaved, setSaved] = useState(saved);
  const [said, say] = useState("");
  const rows = arranged(cardsOf(live.snapshot.value), { ...draft.value, hidden: [] });
  // Moving an element takes the focus from what is in it.
  const focused = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (focused.current !== null) document.getElementById(focused.current)?.focus();
    focused.current = null;
  });

  function move(card: string, to: number): void {
    if (!Number.isFinite(to)) return;
    const others = rows.filter((other) => other !== card);
    const index = Math.min(Math.max(Math.round(to) - 1, 0), others.length);
    focused.current = document.activeElement?.id || null;
    draft.value = { ...draft.value, order: [...others.slice(0, index), card, ...others.slice(index)] };
    const title = cardTitle(card, live.snapshot.value, view);
    say(fill(texts.moved, { card: title, position: index + 1, count: rows.length }));
  }

  function show(card: string, is: boolean): void {
    const hidden = draft.value.hidden.filter((other) => other !== card);
    draft.value = { order: rows, hidden: is ? hidden : [...hidden, card] };
    say(texts.unsaved);
  }

  async function save(arrangement: Arrangement | null): Promise<void> {
    const { done, message } = await saveLayout(url, {
      arrangement: arrangement && { ...arrangement, order: rows },
      language: view.language,
    });
    say(done ? texts.saved : message ?? texts.failed);
    if (done) setSaved(arrangement !== null);
    // What the file says is not known here.
    if (done && arrangement === null) location.reload();
  }

  return { rows, isSaved, said, move, show, save };
}
