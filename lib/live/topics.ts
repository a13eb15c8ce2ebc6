import { type Topic, TOPICS } from "../shared/snapshot.ts";

/**
 * What a client is shown: a set of topics, one bit for each, {@linkcode MASKED} and {@linkcode NO_CONFIG}. Ten thousand clients that are shown the
 * same share one number, not a set each.
 */
export type Topics = number;

export const NO_TOPICS: Topics = 0;
export const ALL_TOPICS: Topics = topicsOf(TOPICS);

/** The bit that is set where amounts are hidden. */
export const MASKED: Topics = 1 << TOPICS.length;

/** The bit that is set where the configuration's faults are hidden. */
export const NO_CONFIG: Topics = 1 << (TOPICS.length + 1);

export function topicsOf(topics: readonly Topic[]): Topics {
  return topics.reduce((set, topic) => set | (1 << TOPICS.indexOf(topic)), NO_TOPICS);
}

export function hasTopic(set: Topics, topic: Topic): boolean {
  return (set & topicsOf([topic])) !== 0;
}

export function isMasked(set: Topics): boolean {
  return (set & MASKED) !== 0;
}
