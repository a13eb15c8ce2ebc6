import { pickWeighted, seededRandom } from "./random.ts";

/**
 * How a simulated market behaves. Not every market knows every mood: Coupang has no sign for maintenance. Of a `closed`
 * one nobody takes connections.
 */
export type Mood = "healthy" | "slow" | "hanging" | "closed" | PlayedMood;

/** Moods that are one fixed answer. */
export type PlayedMood = CommonMood | OwnMood;

/** What any server on the way may do. */
export type CommonMood = "unauthorized" | "not_found" | "redirect" | "oversized" | "cut";

/** What has a form of its own with each market. */
export type OwnMood =
  | "down"
  | "gateway_timeout"
  | "auth"
  | "clock"
  | "ip"
  | "quota"
  | "penalty"
  | "blocked"
  | "maintenance"
  | "error_inside"
  | "broken"
  | RefusalMood
  | ResultMood;

/** Refusals beside the usual one. */
export type RefusalMood =
  | "unsigned"
  | "forbidden"
  | "no_permission"
  | "store_closed"
  | "no_store"
  | "token_refused"
  | "token_broken"
  | "key_unknown";

/** What 11st says inside a 200, and the other forms of a spent quota. */
export type ResultMood =
  | "quota_minutes"
  | "traffic"
  | "throttled"
  | "no_result"
  | "bad_range"
  | "other_result";

/** A bad spell lasts one of these, or several when the next one is bad, too. */
const SPELL = 4 * 60_000;
const BAD_SHARE = 0.08;

/** How often each mood has its turn in bad spells. What would need a person to mend it does not come by itself. */
const SPELLS: readonly (readonly [Mood, weight: number])[] = [
  ["slow", 6],
  ["down", 2],
  ["gateway_timeout", 1],
  ["hanging", 1],
  ["quota", 1],
  ["maintenance", 2],
];

export interface Moment {
  readonly seed: number;
  readonly market: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The mood of a market at a moment, out of those that it `knows`; the same for the same seed. */
export function moodAt({ seed, market, at }: Moment, knows: (mood: Mood) => boolean): Mood {
  const random = seededRandom(hashOf(`${seed} ${market} ${Math.floor(at / SPELL)}`));
  if (random() >= BAD_SHARE) return "healthy";
  const known = SPELLS.filter(([mood]) => knows(mood));
  return pickWeighted(random, known, ([, weight]) => weight)[0];
}

/** FNV-1a over the characters' codes. */
function hashOf(text: string): number {
  return [...text].reduce(
    (hash, character) => Math.imul(hash ^ character.charCodeAt(0), 0x01000193),
    0x811c9dc5,
  );
}
