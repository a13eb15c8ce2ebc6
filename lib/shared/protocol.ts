/**
 * The WebSocket protocol: JSON text frames, each one of these.
 *
 * Without a subprotocol a client gets `initial` once and `update` every interval (the old system's page).
 * With the subprotocol {@linkcode PROTOCOL_V1} it gets `initial`, then `patch` for each change and `beat` when nothing
 * changed for one interval.
 */
import type { Confirmation } from "./confirmation.ts";
import type { Snapshot, Topic } from "./snapshot.ts";

export const PROTOCOL_V1 = "marketpulse.v1";

/** RFC 7396: a member that is null removes. */
export type MergePatch = { [key: string]: unknown };

/**
 * A patch or beat confirms `timestamp`, `seq` and the `at` of the sources that are ok and delivered with it: those in
 * `from`, or, without `from`, all but `checks`, `redis` and those in `late`. The others are as old as they were.
 */
export type ServerMessage =
  | { type: "initial"; data: Partial<Snapshot>; seq?: number; epoch?: string }
  | { type: "update"; data: Snapshot }
  | ({ type: "patch"; seq: number; at: string; data: MergePatch } & Confirmation)
  | ({ type: "beat"; seq: number; at: string } & Confirmation)
  | { type: "pong" }
  | { type: "error"; code: ErrorCode; message: string };

export type ClientMessage =
  | { type: "ping" }
  /** `topic` is the old page's form. Accepted, and without effect where there is no subprotocol. */
  | { type: "subscribe"; topics?: Topic[]; topic?: string }
  | { type: "unsubscribe"; topics: Topic[] }
  | { type: "resume"; epoch: string; seq: number }
  | { type: "resync" };

export type ErrorCode = "malformed" | "unknown_type" | "unknown_topic" | "forbidden" | "binary";
