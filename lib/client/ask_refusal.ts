import { type Refusal, REFUSALS } from "../shared/link.ts";

/** Why the server lets nobody in, and after how many ms it may. */
export interface Refused {
  readonly refusal: Refusal;
  readonly retryAfter: number;
}

/** The server does not know any more who looks, or lets them see nothing: coming again would change nothing. */
export const SIGNED_OUT = "signed_out";

/** No server makes a page wait for longer, in s. */
const LONGEST = 600;

const RIGHTS: readonly unknown[] = ["login_required", "forbidden"];

/**
 * Asks why a connection was refused: browsers hide the answer to a WebSocket's request, so the same is asked without one.
 *
 * @returns null when it was not refused, or nobody answers
 */
export async function askRefusal(
  url: string,
  send: typeof fetch = fetch,
): Promise<Refused | typeof SIGNED_OUT | null> {
  try {
    const response = await send(url, { cache: "no-store" });
    const { error } = await response.json() as { error?: { code?: unknown } };
    if (RIGHTS.includes(error?.code)) return SIGNED_OUT;
    const refusal = REFUSALS.find((known) => known === error?.code);
    const seconds = Number(response.headers.get("retry-after"));
    if (!refusal || !(seconds > 0 && seconds <= LONGEST)) return null;
    return { refusal, retryAfter: seconds * 1000 };
  } catch {
    return null;
  }
}
