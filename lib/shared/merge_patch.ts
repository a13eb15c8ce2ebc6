/** RFC 7396 merge patches, made and applied. Arrays are replaced whole. */
import type { MergePatch } from "./protocol.ts";

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether two JSON values are the same; `undefined` and an absent member are one. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => sameJson(a[key], b[key]));
}

/**
 * What has to be merged into `before` to make it `after`, or `undefined` when they are the same.
 * A member that became null is removed, because a merge patch knows no other null.
 */
export function diff(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): MergePatch | undefined {
  const patch: MergePatch = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[key] ?? null, after[key] ?? null];
    if (isObject(old) && isObject(now)) {
      const inner = diff(old, now);
      if (inner) patch[key] = inner;
    } else if (!sameJson(old, now)) {
      patch[key] = now;
    }
  }
  return Object.keys(patch).length > 0 ? patch : undefined;
}

/** `state` with `patch` merged in; neither is changed, and what the patch does not touch keeps its identity. */
export function merge<T extends object>(state: T, patch: MergePatch): T {
  const merged = { ...state } as Record<string, unknown>;
  for (const [key, value] of Object.entries(patch)) {
    if (key === "__proto__") continue;
    if (value === null) delete merged[key];
    else if (!isObject(value)) merged[key] = value;
    else merged[key] = merge(isObject(merged[key]) ? merged[key] : {}, value);
  }
  return merged as T;
}
