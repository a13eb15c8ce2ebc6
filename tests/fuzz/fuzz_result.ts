export interface FuzzResult {
  readonly sent: number;
  /** How many answers of each status, or connections of each close code. */
  readonly statuses: Readonly<Record<string, number>>;
  /** What went wrong, with what was sent. */
  readonly faults: readonly string[];
  /** Bytes of resident memory when a tenth was sent, and at the end. */
  readonly before: number;
  readonly after: number;
}
