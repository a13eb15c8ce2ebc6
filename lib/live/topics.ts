import { type Topic, TOPICS } from "../shared/snapshot.ts";

/** A set of topics, one bit for each: ten thousand clients with the same topics share one number, not a set each. */
export type Topics = number;

export const NO_TOPICS: Topics = 0;
export const ALL_TOPICS: Topics = topicsOf(TOPICS);

export function topicsOf(topics: readonly Topic[]): Topics {
  return topics.reduce((set, topic) => set | (1 << TOPICS.indexOf(topic)), NO_TOPICS);
}

export function hasTopic(set: Topics, topic: Topic): boolean {
  return (set & topicsOf([topic])) !== 0;
}
