import { useComputed, useSignal } from "@preact/signals";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { saveLayout } from "@/lib/client/save_layout.ts";
import { fill } from "@/lib/shared/i18n/fill.ts";
import type { SettingsTexts } from "@/lib/shared/i18n/settings_texts.ts";
import { allCards, arranged, type Arrangement, ordered, type Page } from "@/lib/shared/layout.ts";
import { layoutYaml } from "@/lib/shared/layout_yaml.ts";
import type { ResponsePoint } from "@/lib/shared/response_series.ts";
import type { Snapshot } from "@/lib/shared/snapshot.ts";
import { CardRow } from "@/lib/ui/CardRow.tsx";
import { cardTitle } from "@/lib/ui/card_title.ts";
import type { View } from "@/lib/ui/view.ts";
import { LayoutPreview, type PreviewedMarket } from "./LayoutPreview.tsx";
import { LayoutYaml } from "./LayoutYaml.tsx";

interface LayoutEditorProps {
  page: Page;
  live: LiveSignals;
  /** As the cards are now. */
  arrangement: Arrangement;
  /** Whether that was saved here, and not written in the file. */
  saved: boolean;
  /** With which a market's page is previewed. */
  market: PreviewedMarket | null;
  histories: Readonly<Record<string, readonly ResponsePoint[]>>;
  texts: SettingsTexts;
  view: View;
}

/** Arranges a page's cards, by drag and by form, with the page as it will be beside it. */
export function LayoutEditor(
  { page, live, arrangement, saved, market, histories, texts, view }: LayoutEditorProps,
) {
  const draft = useSignal(arrangement);
  const preview = useComputed(() => withCards(page, live.snapshot.value, draft.value));
  const { basePath } = view;
  const url = `${basePath}/api/layout`;
  const editing = useEditing({ page, live, draft, saved, texts, url, view });
  const { rows, whole, isSaved, said, move, show, save } = editing;
  const [dragged, drag] = useState<string | null>(null);
  const { layout } = preview.value;
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void save((event.submitter as HTMLButtonElement | null)?.name === "reset" ? null : whole);
  };
  return (
    <>
      <form class="panel settings" method="post" action={url} onSubmit={onSubmit}>
        <input type="hidden" name="page" value={page} />
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
              shown={layout[page].includes(card)}
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
      <LayoutYaml yaml={layoutYaml(layout)} download={`${url}.yaml`} texts={texts} />
      <LayoutPreview
        live={{ ...live, snapshot: preview as LiveSignals["snapshot"] }}
        {...{ page, market, histories, texts, view }}
      />
    </>
  );
}

function cardsOf(page: Page, { custom, layout }: Snapshot): string[] {
  const named = (names: Readonly<Record<string, unknown>>) => Object.keys(names).map((name) => ({ name }));
  return allCards(page, { metrics: named(custom), charts: named(layout.charts) });
}

function withCards(page: Page, snapshot: Snapshot, arrangement: Arrangement): Snapshot {
  const cards = arranged(page, cardsOf(page, snapshot), arrangement);
  return { ...snapshot, layout: { ...snapshot.layout, [page]: cards } };
}

interface Editing extends Pick<LayoutEditorProps, "page" | "live" | "saved" | "texts" | "view"> {
  draft: { value: Arrangement };
  url: string;
}

function useEditing({ page, live, draft, saved, texts, url, view }: Editing) {
  const [isSaved, setSaved] = useState(saved);
  const [said, say] = useState("");
  const all = cardsOf(page, live.snapshot.value);
  const rows = ordered(all, draft.value.order);
  // Cards that are new since then, and not shown unasked, are hidden once all are in the order.
  const shown = arranged(page, all, draft.value);
  const hidden = rows.filter((card) => !shown.includes(card));
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
    draft.value = { hidden, order: [...others.slice(0, index), card, ...others.slice(index)] };
    const title = cardTitle(card, live.snapshot.value, view);
    say(fill(texts.moved, { card: title, position: index + 1, count: rows.length }));
  }

  function show(card: string, is: boolean): void {
    const others = hidden.filter((other) => other !== card);
    draft.value = { order: rows, hidden: is ? others : [...others, card] };
    say(texts.unsaved);
  }

  async function save(arrangement: Arrangement | null): Promise<void> {
    const { done, message } = await saveLayout(url, {
      page,
      arrangement,
      language: view.language,
    });
    say(done ? texts.saved : message ?? texts.failed);
    if (done) setSaved(arrangement !== null);
    // What the file says is not known here.
    if (done && arrangement === null) location.reload();
  }

  return { rows, whole: { order: rows, hidden }, isSaved, said, move, show, save };
}
