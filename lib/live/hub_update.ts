import type { Delivered, Update } from "../collectors/update.ts";
import type { ApiStatus } from "../shared/snapshot.ts";

/** An {@linkcode Update} as the hub takes it: checks have got the market's availability. */
export type HubUpdate =
  | Exclude<Update, { kind: "delivered"; source: "checks" }>
  | (Omit<Extract<Delivered, { source: "checks" }>, "data"> & { readonly data: Record<string, ApiStatus> });
