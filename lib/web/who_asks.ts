import type { Viewer } from "../shared/viewer.ts";

/** Finds out who asks; null when somebody has to say so and has not. */
export type WhoAsks = (req: Request, peer: Deno.Addr) => Viewer | null | Promise<Viewer | null>;
