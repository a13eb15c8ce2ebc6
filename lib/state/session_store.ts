import type { UserRecord } from "./user_store.ts";

/** Who is logged in, on which devices. How long that lasts is for the caller to say. */
export interface SessionStore {
  /** Opens a session; of the user's others only the `keep - 1` that were used last stay. */
  add(session: SessionRecord, keep: number): Promise<void>;

  /** Those of the sessions that there are, by the hashes of their secrets, each with its user. */
  find(hashes: readonly string[]): Promise<UserSession[]>;

  /** Remembers that a session was used. */
  touch(hash: string, seen_at: number): Promise<void>;

  /** A user's sessions, the one that was used last first. */
  ofUser(user_id: string): Promise<SessionRecord[]>;

  /** Ends one of a user's sessions by its `id`; false when there is none such. */
  end(user_id: string, id: string): Promise<boolean>;

  /** Ends all of a user's sessions; resolves with how many there were. */
  endAll(user_id: string): Promise<number>;

  /** Forgets sessions that began or were last used before these moments (ms since 1970). */
  prune(before: { created_at: number; seen_at: number }): Promise<void>;
}

export interface SessionRecord {
  /** For people and addresses; it opens nothing. */
  readonly id: string;
  /** Hash of the secret that the browser holds. */
  readonly hash: string;
  readonly user_id: string;
  /** ms since 1970 */
  readonly created_at: number;
  readonly seen_at: number;
  /** Where it was opened from. */
  readonly address: string;
  /** What the browser said of itself. */
  readonly agent: string;
}

export interface UserSession {
  readonly session: SessionRecord;
  readonly user: UserRecord;
}
