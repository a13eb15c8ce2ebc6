import { type Arrangement, isPage, type Page, PAGES } from "../shared/layout.ts";

/** Bytes; fifty metrics and fifty charts with the longest names are less. */
const LONGEST = 64 * 1024;

/** What a request wants of a page's cards. */
export interface LayoutWish {
  readonly page: Page;
  /** As it was sent; null: as the file says. */
  readonly arrangement: unknown;
}

/** JSON with one page's name as its key, or the fields of the form; null where neither can be read. */
export async function layoutWish(request: Request): Promise<LayoutWish | null> {
  const text = await request.text();
  if (text.length > LONGEST) return null;
  if (request.headers.get("content-type")?.includes("application/x-www-form-urlencoded")) {
    return ofForm(new URLSearchParams(text));
  }
  try {
    return ofJson(JSON.parse(text));
  } catch {
    return null;
  }
}

/** One page at a time: two could be kept by halves. */
function ofJson(value: unknown): LayoutWish | null {
  if (typeof value !== "object" || value === null) return null;
  const [page, ...others] = PAGES.filter((page) => Object.hasOwn(value, page));
  if (!page || others.length > 0) return null;
  return { page, arrangement: (value as Record<string, unknown>)[page] };
}

function ofForm(form: URLSearchParams): LayoutWish | null {
  const page = form.get("page") ?? "dashboard";
  return isPage(page) ? { page, arrangement: form.has("reset") ? null : ofRows(form) } : null;
}

/** Cards as they stand, but for those that were given another number, which move there. */
function ofRows(form: URLSearchParams): Arrangement {
  const [cards, positions, shown] = [form.getAll("card"), form.getAll("position"), form.getAll("show")];
  const order = cards.reduce((before, card, index) => {
    const wanted = Number(positions[index]);
    if (!(wanted >= 1) || wanted === index + 1) return before;
    const others = before.filter((other) => other !== card);
    return others.toSpliced(wanted - 1, 0, card);
  }, cards);
  return { order, hidden: cards.filter((card) => !shown.includes(card)) };
}
