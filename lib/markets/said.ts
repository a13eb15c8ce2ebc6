/** What an answer's body says, whatever its market's format. Members that it does not have are empty. */
export interface Said {
  readonly format: "json" | "xml" | "html" | "cut" | "other";
  /** Local name of the XML root. */
  readonly root: string;
  readonly code: string;
  readonly message: string;
}

export const NOTHING_SAID: Said = { format: "other", root: "", code: "", message: "" };

/** A body that is no data: a page for people, one that is too long to be read, or nothing that is known. */
export function sayUnreadable(text: string, whole: boolean): Said {
  if (/<(!doctype html|html|head|title)\b/i.test(text)) return { ...NOTHING_SAID, format: "html" };
  return whole ? NOTHING_SAID : { ...NOTHING_SAID, format: "cut" };
}
