import { diff } from "../shared/merge_patch.ts";
import type { MergePatch } from "../shared/protocol.ts";
import type { Snapshot, Source } from "../shared/snapshot.ts";
import { TOPICS } from "../shared/snapshot.ts";
import { hasTopic, NO_CONFIG, type Topics } from "./topics.ts";

/**
 * What travels of a change: RFC 7396, without `timestamp`, `seq` and the `at` of sources that stay ok, because every
 * patch and beat confirms those. `undefined` when nothing else changed.
 */
export function wirePatch(before: Snapshot, after: Snapshot): MergePatch | undefined {
  return diff(comparable(before), comparable(after));
}

function comparable(snapshot: Snapshot): Record<string, unknown> {
  const { timestamp: _timestamp, seq: _seq, sources, ...rest } = snapshot;
  const quiet = Object.entries(sources).map(([name, source]) => [name, withoutConfirmedAt(source)]);
  return { ...rest, sources: Object.fromEntries(quiet) };
}

/** A source that is ok has an `at`, so leaving it out of both sides is no change; leaving ok brings it back. */
function withoutConfirmedAt(source: Source): Partial<Source> {
  if (source.state !== "ok") return source;
  const { at: _at, ...rest } = source;
  return rest;
}

/** A patch or snapshot without what is no topic and hidden all the same. */
export function withoutHidden<T extends object>(value: T, shown: Topics): T {
  if ((shown & NO_CONFIG) === 0 || !("config" in value)) return value;
  const { config: _config, ...rest } = value;
  return rest as T;
}

/** The part of a patch or snapshot that a subscriber of `topics` gets; what is no topic always travels. */
export function narrow<T extends object>(value: T, topics: Topics): Partial<T> {
  const left = TOPICS.filter((topic) => !hasTopic(topics, topic));
  if (left.length === 0) return value;
  const isLeft = new Set<string>(left);
  return Object.fromEntries(Object.entries(value).filter(([key]) => !isLeft.has(key))) as Partial<T>;
}
