import type { Role } from "../shared/viewer.ts";

/** The people who may log in. Names are unique; they are compared as they are, so whoever takes one in makes it uniform. */
export interface UserStore {
  /** False when there is a user of that name already, and then nothing was changed. */
  add(user: UserRecord): Promise<boolean>;

  find(name: string): Promise<UserRecord | null>;

  /** All of them, by name. */
  list(): Promise<UserRecord[]>;

  /** Gives a user other rights; false when there is none of that name. */
  changeRights(name: string, rights: UserRights): Promise<boolean>;

  /** Gives a user another password, and ends all sessions that the old one has opened; false when there is none. */
  changePassword(name: string, password: string): Promise<boolean>;

  /** The same password, kept in another way. Changes nothing when it has been changed meanwhile. */
  rehash(name: string, passwords: { from: string; to: string }): Promise<void>;

  /** Removes a user with all their sessions; false when there is none. */
  remove(name: string): Promise<boolean>;

  /**
   * Grows whenever somebody's rights change or end: a user is added, changed or removed, or a session is ended. Other
   * processes read it to notice.
   */
  revision(): Promise<number>;
}

export interface UserRights {
  readonly role: Role;
  /** Whether amounts of money are hidden from them. */
  readonly masked: boolean;
}

export interface UserRecord extends UserRights {
  /** Never given to anybody else, also when the name is. */
  readonly id: string;
  readonly name: string;
  /** Hash of the password with its parameters, in PHC format; null: cannot log in with one. */
  readonly password: string | null;
  /** ms since 1970 */
  readonly created_at: number;
}
