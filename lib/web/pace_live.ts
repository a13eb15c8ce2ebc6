import type { Refused } from "../live/admission.ts";
import type { Sessions } from "../live/sessions.ts";
import { isUpgrade } from "./is_upgrade.ts";
import type { Handler } from "../app/listen.ts";
import { refusedLive } from "./refused_live.ts";

/**
 * Lets live clients wait for their turn before anything else is done for them: most of what a connection costs is what the
 * web application does, and ten thousand at once would hold up everybody.
 */
export function paceLive(handler: Handler, sessions: Sessions): Handler {
  return (request, info) => {
    if (!isUpgrade(request) && !isStream(request)) return handler(request, info);
    const answer = (refused: Refused | undefined) => refused ? refusedLive(refused) : handler(request, info);
    const turn = sessions.turn();
    return turn instanceof Promise ? turn.then(answer) : answer(turn);
  };
}

/** Where the path begins is the router's business. */
function isStream({ url }: Request): boolean {
  return url.includes("/api/stream");
}
