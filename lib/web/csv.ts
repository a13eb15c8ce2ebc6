export type Cell = string | number | boolean | null;

/** Spreadsheets take a file for UTF-8 only when it begins with this; without it Korean words are unreadable there. */
const BYTE_ORDER_MARK = "\ufeff";

/**
 * Rows as CSV after RFC 4180, with CRLF after every row. Unknown values are empty. A text that a spreadsheet would run as a
 * formula gets an apostrophe in front.
 */
export function csv(rows: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(written).join(",")}\r\n`).join("");
}

/** A table to be saved as a file of this name. */
export function csvAnswer(name: string, rows: readonly (readonly Cell[])[]): Response {
  return new Response(csv(rows), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}

function written(value: Cell): string {
  if (typeof value !== "string") return value === null ? "" : String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
