import { type Confirmation, isConfirmed } from "../shared/confirmation.ts";
import { merge } from "../shared/merge_patch.ts";
import { emptySnapshot, type Snapshot, type Source } from "../shared/snapshot.ts";
import type { StateMessage } from "./server_message.ts";

/** The snapshot after a message; `gap` when a message before this one was missed, so that only a resync helps. */
export function applyMessage(snapshot: Snapshot, message: StateMessage): Snapshot | "gap" {
  switch (message.type) {
    case "initial": {
      const { data, seq, epoch } = message;
      const { mode = snapshot.mode, timestamp = snapshot.timestamp } = data;
      return { ...emptySnapshot(mode, epoch, timestamp), ...data, seq, epoch };
    }
    case "patch":
      if (message.seq !== snapshot.seq + 1) return "gap";
      return confirm(merge(snapshot, message.data), message);
    case "beat":
      return message.seq === snapshot.seq ? confirm(snapshot, message) : "gap";
  }
}

/** A patch or beat says which of the sources that are ok delivered. */
function confirm(
  snapshot: Snapshot,
  { seq, at, ...confirmation }: { seq: number; at: string } & Confirmation,
): Snapshot {
  const sources = Object.entries(snapshot.sources).map(([name, source]: [string, Source]) => [
    name,
    source.state === "ok" && isConfirmed(name, confirmation) ? { ...source, at } : source,
  ]);
  return { ...snapshot, seq, timestamp: at, sources: Object.fromEntries(sources) };
}
