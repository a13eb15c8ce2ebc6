import type { HealthClass } from "../shared/snapshot.ts";
import type { Text } from "../shared/text.ts";
import type { Said } from "./said.ts";
import type { Failure } from "./seen.ts";

/** Everything that a class can depend on. */
export interface Sight extends Said {
  readonly probe: "signed" | "keyless";
  /** Name of the market's call; empty when nothing answered. */
  readonly call: string;
  readonly status: number | null;
  readonly failure: Failure | null;
  /** The market's word for the span of an exceeded quota, such as HOURS; empty when it said none. */
  readonly period: string;
  /** It happened within the market's maintenance hours. */
  readonly maintained: boolean;
}

/** One row of a class table: what was seen, and what that means. */
export interface Rule {
  /** All of it must fit; what is left out fits anything. */
  readonly when: Condition;
  readonly class: HealthClass;
  /** What the seller can do; null where there is nothing to do. */
  readonly remedy: Text | null;
  /** For how long (ms) the market is to be left in peace. */
  readonly pause?: number;
  /** How often it has to be seen before it is believed, where that is not what its class usually needs. */
  readonly hits?: number;
}

export interface Condition {
  readonly probe?: Sight["probe"];
  readonly call?: string;
  /** One status, or the first and last of a range. */
  readonly status?: number | readonly [number, number];
  readonly failure?: Failure | readonly Failure[];
  readonly format?: Said["format"];
  readonly root?: string;
  readonly code?: string | RegExp;
  readonly message?: RegExp;
  readonly period?: string;
  readonly maintained?: true;
}

/** The first of `rules` that fits. */
export function firstFit(rules: readonly Rule[], sight: Sight): Rule | undefined {
  return rules.find(({ when }) => fits(when, sight));
}

function fits(when: Condition, sight: Sight): boolean {
  return isSame(when, sight) &&
    (when.status === undefined || isIn(when.status, sight.status)) &&
    (when.failure === undefined || [when.failure].flat().some((failure) => failure === sight.failure)) &&
    (when.code === undefined || isWord(when.code, sight.code)) &&
    (when.message === undefined || when.message.test(sight.message));
}

function isSame(when: Condition, sight: Sight): boolean {
  const plain = ["probe", "call", "format", "root", "period", "maintained"] as const;
  return plain.every((name) => when[name] === undefined || when[name] === sight[name]);
}

function isIn(wanted: number | readonly [number, number], status: number | null): boolean {
  if (status === null) return false;
  const [first, last] = typeof wanted === "number" ? [wanted, wanted] : wanted;
  return first <= status && status <= last;
}

function isWord(wanted: string | RegExp, word: string): boolean {
  return typeof wanted === "string" ? wanted === word : wanted.test(word);
}
