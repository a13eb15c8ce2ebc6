import type { Confirmation } from "../shared/confirmation.ts";
import type { MergePatch, ServerMessage } from "../shared/protocol.ts";
import type { Snapshot } from "../shared/snapshot.ts";

/** A frame of `marketpulse.v1` that carries state; the others carry none. */
export type StateMessage =
  | { type: "initial"; data: Partial<Snapshot>; seq: number; epoch: string }
  | Extract<ServerMessage, { type: "patch" | "beat" }>;

export type ReceivedMessage = StateMessage | { type: "pong" } | { type: "error" };

/** Reads one frame of `marketpulse.v1`; null when it is none. */
export function parseServerMessage(frame: unknown): ReceivedMessage | null {
  const message = parseObject(frame);
  if (!message) return null;
  const { type, data, seq, at, epoch } = message;
  const confirmation = confirmationIn(message);
  switch (type) {
    case "pong":
    case "error":
      return { type };
    case "beat":
      return isNumber(seq) && isTime(at) ? { type, seq, at, ...confirmation } : null;
    case "patch":
      return isNumber(seq) && isTime(at) && isObject(data) ? { type, seq, at, data, ...confirmation } : null;
    case "initial":
      return isNumber(seq) && typeof epoch === "string" && isObject(data) && isTime(data.timestamp)
        ? { type, seq, epoch, data }
        : null;
    default:
      return null;
  }
}

function confirmationIn({ late, from }: MergePatch): Confirmation {
  return { ...(Array.isArray(late) && { late }), ...(Array.isArray(from) && { from }) };
}

function parseObject(frame: unknown): MergePatch | null {
  if (typeof frame !== "string") return null;
  try {
    const value: unknown = JSON.parse(frame);
    return isObject(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isObject(value: unknown): value is MergePatch {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function isTime(value: unknown): value is string {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}
