import type { Context } from "fresh";
import { fromThisMachine } from "./from_this_machine.ts";
import type { State } from "./state.ts";

/** Whether who asks may change something: until there are users, whoever is at the server's own machine. */
export function mayChange({ req, info, state }: Context<State>): boolean {
  return fromThisMachine(req, { peer: info.remoteAddr, listens: state.services.server.host });
}
