import type { Arrangement } from "../shared/layout.ts";

/** Bytes; fifty metrics and fifty charts with the longest names are less. */
const LONGEST = 64 * 1024;

/** What a request wants of the cards: JSON as it is, or the fields of the form; undefined where neither can be read. */
export async function layoutWish(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.length > LONGEST) return undefined;
  if (request.headers.get("content-type")?.includes("application/x-www-form-urlencoded")) {
    return ofForm(new URLSearchParams(text));
  }
  try {
    return (JSON.parse(text) as { dashboard?: unknown } | null)?.dashboard;
  } catch {
    return undefined;
  }
}

/** Cards as they stand, but for those that were given another number, which move there. */
function ofForm(form: URLSearchParams): Arrangement | null {
  if (form.has("reset")) return null;
  const [cards, positions, shown] = [form.getAll("card"), form.getAll("position"), form.getAll("show")];
  const order = cards.reduce((before, card, index) => {
    const wanted = Number(positions[index]);
    if (!(wanted >= 1) || wanted === index + 1) return before;
    const others = before.filter((other) => other !== card);
    return others.toSpliced(wanted - 1, 0, card);
  }, cards);
  return { order, hidden: cards.filter((card) => !shown.includes(card)) };
}
