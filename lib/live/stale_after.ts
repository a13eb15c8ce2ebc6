/** A source is stale after this many of its own intervals. */
export const STALE_AFTER_INTERVALS = 3;
