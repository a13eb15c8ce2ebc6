/** Faults that show only where two sections are seen together. */
import { closest } from "fastest-levenshtein";
import type { z } from "zod";
import { customName } from "../shared/chart_source.ts";
import { allCards, type Page, PAGES } from "../shared/layout.ts";
import { ownRequirement } from "./own_texts.ts";
import type { ValueFault } from "./values.ts";

interface Seen {
  readonly metrics: readonly { readonly name: string }[];
  readonly charts: readonly { readonly name: string; readonly metric: string }[];
  readonly layout: Readonly<Record<Page, readonly string[] | null>>;
}

/** Charts are of metrics that there are, and a page of cards that there are, each once. */
export function crossCheck({ metrics, charts, layout }: Seen, context: z.core.$RefinementCtx): void {
  const wrong = (path: (string | number)[], required: ValueFault["required"]) => {
    const fault: ValueFault = { required, secret: false };
    context.addIssue({ code: "custom", path, params: { fault }, input: undefined });
  };
  const names = metrics.map(({ name }) => name);
  charts.forEach(({ metric }, index) => {
    const name = customName(metric);
    if (name !== undefined && !names.includes(name)) {
      wrong(["charts", index, "metric"], ownRequirement.noSuchMetric(name));
    }
  });
  for (const page of PAGES) {
    const cards = allCards(page, { metrics, charts });
    layout[page]?.forEach((card, index, all) => {
      const path = ["layout", page, index];
      if (!cards.includes(card)) wrong(path, ownRequirement.noSuchCard(closest(card, cards)));
      else if (all.indexOf(card) !== index) wrong(path, ownRequirement.cardTwice(card));
    });
  }
}
