/** What any server on the way to a market may answer, whichever market it is. */
import type { CommonMood } from "./market_mood.ts";
import type { Play } from "./market_simulated.ts";

/** Longer than anything that is read of an answer. */
const OVERSIZED = 4 * 1024 * 1024;
const CHUNK = 64 * 1024;

export function commonPlays(): Record<CommonMood, Play> {
  const page = { headers: { "content-type": "text/plain" }, body: "" };
  return {
    unauthorized: { ...page, status: 401 },
    not_found: { ...page, status: 404 },
    // Leads to itself, so that whoever follows never arrives.
    redirect: { status: 302, headers: { location: "?" }, body: "" },
    oversized: { ...page, status: 200, body: () => blanks(OVERSIZED) },
    // Promises more than it sends, so the server has to break the connection off.
    cut: { status: 200, headers: { "content-length": `${CHUNK + 1}` }, body: () => blanks(CHUNK) },
  };
}

function blanks(length: number): ReadableStream<Uint8Array> {
  let left = length;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(CHUNK).fill(0x20));
      left -= CHUNK;
      if (left <= 0) controller.close();
    },
  });
}
