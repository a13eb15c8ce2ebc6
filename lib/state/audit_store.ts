/** Who did what, and who was refused: only ever added to, and forgotten by age. */
export interface AuditStore {
  add(entry: AuditEntry): Promise<void>;

  /** Entries in a span of time, newest first. */
  entries(query: AuditQuery): Promise<AuditRecord[]>;

  /** Forgets entries older than `before`, ms since 1970. */
  prune(before: number): Promise<void>;
}

/** What it is about. */
export const AUDIT_KINDS = ["login", "change", "export", "token", "summary"] as const;
export type AuditKind = typeof AUDIT_KINDS[number];

/** `refused`: they may not or are not who they say; `failed`: they may, but it did not work. */
export const AUDIT_OUTCOMES = ["ok", "refused", "failed"] as const;
export type AuditOutcome = typeof AUDIT_OUTCOMES[number];

export interface AuditEntry {
  /** ms since 1970 */
  readonly at: number;
  /** Name of who did it, as they said it where they were refused; null when nobody had to say who they are. */
  readonly actor: string | null;
  readonly kind: AuditKind;
  /** What was done, as `noun.verb`: `session.begin`, `token.create`. */
  readonly action: string;
  /** What it was done to: a user's name, a token's id; null when there is no such thing. */
  readonly target: string | null;
  /** The client's address; null for the command line and for the program itself. */
  readonly address: string | null;
  readonly outcome: AuditOutcome;
  /** More about it, small and without any secret. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export interface AuditRecord extends AuditEntry {
  /** Grows with each entry of a store. */
  readonly id: number;
}

export interface AuditQuery {
  /** ms since 1970, inclusive */
  readonly since: number;
  readonly kind?: AuditKind;
  /** Only entries with a smaller id: to go on after the last one of an answer. */
  readonly before?: number;
  readonly limit: number;
}
