import type { Viewer } from "../shared/viewer.ts";
import { fromThisMachine } from "./from_this_machine.ts";

const NEVER = new AbortController().signal;

/** Who comes through an open door: they may look, and change something only at the server's own machine. */
export function anyone(req: Request, ends: Parameters<typeof fromThisMachine>[1]): Viewer {
  const role = fromThisMachine(req, ends) ? "admin" : "viewer";
  return { name: null, kind: "anyone", role, masked: false, ended: NEVER };
}
