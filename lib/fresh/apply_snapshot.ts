import { type App, SNAPSHOT } from "./app.ts";
import { setBuildId } from "./build_id.ts";
import type { Snapshot } from "./snapshot.ts";

/** Gives the app what `fsRoutes()`, `staticFiles()` and pages with islands need; call it before `handler()`. */
export function applySnapshot<State>(app: App<State>, snapshot: Snapshot): void {
  setBuildId(snapshot.buildId);
  app.config.mode = snapshot.mode;
  app[SNAPSHOT] = snapshot;
}
