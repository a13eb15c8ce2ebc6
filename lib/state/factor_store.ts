/** What users show besides their password: the codes of an app, or one of some codes on paper. */
export interface FactorStore {
  /** Gives a user a second factor, in place of the one before. */
  set(user_id: string, factor: NewFactor): Promise<void>;

  /** Null when the user needs none. */
  find(user_id: string): Promise<Factor | null>;

  /** False when the user had none. */
  remove(user_id: string): Promise<boolean>;

  /** Uses up a step of time and those before it; false when that was done before, by whatever process. */
  useStep(user_id: string, step: number): Promise<boolean>;

  /** Uses up a recovery code; false when there is no such. */
  useRecovery(user_id: string, hash: string): Promise<boolean>;
}

export interface Factor {
  /** What user and server share (RFC 6238), in Base32; it has to be kept as it is. */
  readonly secret: string;
  /** ms since 1970 */
  readonly created_at: number;
}

export interface NewFactor extends Factor {
  /** Hashes of the recovery codes. */
  readonly recovery: readonly string[];
}
