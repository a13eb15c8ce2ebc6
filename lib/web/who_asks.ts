import type { Viewer } from "../shared/viewer.ts";

/**
 * Finds out who asks; null when somebody has to say so and has not. `url` is the address that they asked for, which a
 * trusted proxy may have passed on as another one.
 */
export type WhoAsks = (req: Request, peer: Deno.Addr, url: URL) => Viewer | null | Promise<Viewer | null>;
