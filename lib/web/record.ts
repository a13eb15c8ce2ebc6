import type { Context } from "fresh";
import type { AuditEvent } from "../auth/audit.ts";
import { peerAddress } from "./peer_address.ts";
import type { State } from "./state.ts";

type Done = Pick<AuditEvent, "kind" | "action" | "detail"> & Partial<Pick<AuditEvent, "target" | "outcome">>;

/** Writes to the audit log what who asks has done. */
export function record(ctx: Context<State>, done: Done): void {
  ctx.state.services.audit({ target: null, outcome: "ok", ...done, ...orderedBy(ctx) });
}

/** Who asks, as the audit log names them. */
export function orderedBy(ctx: Context<State>): { actor: string | null; address: string } {
  const { viewer, services: { server } } = ctx.state;
  return { actor: viewer?.name ?? null, address: peerAddress(ctx, server.trust_proxy) };
}
