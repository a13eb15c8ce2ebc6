/** What every route finds in `ctx.state`. */
import { createDefine } from "fresh";
import type { Services } from "../app/services.ts";
import type { Language } from "../shared/text.ts";
import type { Viewer } from "../shared/viewer.ts";

export interface State {
  services: Services;
  /** Who asks; null where somebody has to say so and has not. Only what is open to all is then answered. */
  viewer: Viewer | null;
  language: Language;
  theme: "auto" | "light" | "dark";
}

export const define = createDefine<State>();
