/** Bytes; a password has at most a thousand, which become three times as many when they are sent. */
const LONGEST = 16 * 1024;

/** The fields of a form; null when the request carries no form, or one that is larger than any of ours. */
export async function readForm(req: Request): Promise<URLSearchParams | null> {
  const type = req.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded" || !req.body) return null;
  const decoder = new TextDecoder();
  let [text, length] = ["", 0];
  for await (const bytes of req.body) {
    length += bytes.length;
    if (length > LONGEST) return null;
    text += decoder.decode(bytes, { stream: true });
  }
  return new URLSearchParams(text + decoder.decode());
}
