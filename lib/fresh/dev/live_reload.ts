import type { LiveReload } from "../snapshot.ts";

/** Lets pages notice a restart: each waits on a WebSocket, and asks again when it closes. */
export function liveReload(revision: string): LiveReload {
  return {
    revision,
    answer(req) {
      if (!new URL(req.url).pathname.endsWith("/_frsh/alive")) return undefined;
      if (req.headers.get("upgrade")?.toLowerCase() !== "websocket") return undefined;
      const { socket, response } = Deno.upgradeWebSocket(req);
      socket.onopen = () => socket.send(revision);
      return response;
    },
  };
}
