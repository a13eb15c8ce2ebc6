import type { Viewer } from "../shared/viewer.ts";
import { fromThisMachine } from "./from_this_machine.ts";
import type { WhoAsks } from "./who_asks.ts";

const NEVER = new AbortController().signal;

/** Who comes through an open door: they may look, and change something only at the server's own machine. */
function anyone(req: Request, ends: Parameters<typeof fromThisMachine>[1]): Viewer {
  const role = fromThisMachine(req, ends) ? "admin" : "viewer";
  return { name: null, kind: "anyone", role, masked: false, ended: NEVER };
}

/** The open door: whoever asks may come in. */
export function openDoor(listens: string): WhoAsks {
  return (req, peer) => anyone(req, { peer, listens });
}
