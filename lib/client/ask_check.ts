import type { Language, Text } from "../shared/text.ts";

/** What came of the wish; without a message where the server did not say one. */
export interface AskedAnswer {
  readonly accepted: boolean;
  readonly message: string | null;
}

/** Asks the server to check a market at once; `url` is that of the form. */
export async function askCheck(
  url: string,
  { language, send = fetch }: { readonly language: Language; readonly send?: typeof fetch },
): Promise<AskedAnswer> {
  try {
    const response = await send(url, { method: "POST", headers: { accept: "application/json" } });
    const { message, error } = await response.json() as { message?: Text; error?: { message: Text } };
    return { accepted: response.status === 202, message: (message ?? error?.message)?.[language] ?? null };
  } catch {
    return { accepted: false, message: null };
  }
}
