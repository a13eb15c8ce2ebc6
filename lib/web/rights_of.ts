import type { Context } from "fresh";
import type { Newcomer } from "../live/sessions.ts";
import { seesConfig, topicsFor } from "./access.ts";
import type { State } from "./state.ts";

/**
 * What the client of a live connection may be sent.
 *
 * @throws {Error} where nobody knows who asks, which no route is reached with that is not open to all
 */
export function rightsOf(
  { state: { viewer } }: Context<State>,
): Pick<Newcomer, "viewer" | "topics" | "config"> {
  if (viewer === null) throw new Error("Cannot open a live connection for nobody");
  return { viewer, topics: topicsFor(viewer), config: seesConfig(viewer) };
}
