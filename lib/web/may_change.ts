import { hasRole } from "../shared/viewer.ts";
import type { State } from "./state.ts";

/** Whether who asks may act on the running program. */
export function mayChange({ state }: { readonly state: Pick<State, "viewer"> }): boolean {
  return state.viewer !== null && hasRole(state.viewer, "operator");
}
