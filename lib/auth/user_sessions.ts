/** Who is logged in: looks sessions up, and ends what is open for one as soon as it ends, here or elsewhere. */
import type { Clock } from "../shared/clock.ts";
import type { Viewer } from "../shared/viewer.ts";
import type { SessionRecord, UserSession } from "../state/session_store.ts";
import type { StateStore } from "../state/state_store.ts";
import type { UserRecord } from "../state/user_store.ts";
import { hashOfSession, newSessionSecret } from "./session_secret.ts";

export interface SessionLimits {
  /** Milliseconds without a request after which one ends. */
  readonly idle: number;
  /** Milliseconds after which one ends in any case. */
  readonly absolute: number;
}

export interface UserSessionsOptions {
  readonly state: Pick<StateStore, "users" | "sessions">;
  readonly clock: Clock;
  readonly limits: () => SessionLimits;
  readonly onError: (error: unknown) => void;
}

/** Where somebody logs in from. */
export interface Device {
  readonly address: string;
  readonly agent: string;
}

/** A session that was shown to this process, and is in force as far as it knows. */
interface Known {
  readonly session: SessionRecord;
  readonly user: UserRecord;
  readonly viewer: Viewer;
  readonly ended: AbortController;
  /** Of the state, before the session was last read from it. */
  revision: number;
  seen: number;
  /** When its last use was written. */
  written: number;
}

/** Of each user; further ones end those that were not used for the longest time. */
const MOST_SESSIONS = 50;
/** Milliseconds between two notes of a session's last use. */
const NOTE_EVERY = 60_000;
const LONGEST_AGENT = 200;

export class UserSessions {
  readonly #options: UserSessionsOptions;
  readonly #known = new Map<string, Known>();

  constructor(options: UserSessionsOptions) {
    this.#options = options;
  }

  /** Logs a user in; the secret is the browser's alone. */
  async begin(
    user: UserRecord,
    { address, agent }: Device,
  ): Promise<{ secret: string; session: SessionRecord }> {
    const secret = newSessionSecret();
    const now = this.#options.clock.now();
    const session: SessionRecord = {
      id: crypto.randomUUID(),
      hash: hashOfSession(secret)!,
      user_id: user.id,
      created_at: now,
      seen_at: now,
      address: address.slice(0, LONGEST_AGENT),
      agent: agent.slice(0, LONGEST_AGENT),
    };
    await this.#options.state.sessions.add(session, MOST_SESSIONS);
    return { secret, session };
  }

  /**
   * Whom a secret lets in; null when nobody.
   *
   * @throws {StateError} when the state has to be asked and cannot be
   */
  async find(secret: string): Promise<Viewer | null> {
    const hash = hashOfSession(secret);
    if (hash === null) return null;
    const known = this.#known.get(hash) ?? await this.#look(hash);
    if (!known || this.#isOver(known)) return null;
    this.#note(hash, known);
    return known.viewer;
  }

  /** The session and user of a secret that lets somebody in. */
  async sessionOf(secret: string): Promise<UserSession | null> {
    if (!await this.find(secret)) return null;
    return this.#known.get(hashOfSession(secret)!) ?? null;
  }

  /** Milliseconds that one lasts at most. */
  get longest(): number {
    return this.#options.limits().absolute;
  }

  /** Where a user is logged in, the one that was used last first. */
  async ofUser({ id }: Pick<UserRecord, "id">): Promise<SessionRecord[]> {
    const { idle, absolute } = this.#options.limits();
    const now = this.#options.clock.now();
    const all = await this.#options.state.sessions.ofUser(id);
    const seen = all.map((session) => ({
      ...session,
      // What is known here may not have been written yet.
      seen_at: Math.max(session.seen_at, this.#known.get(session.hash)?.seen ?? 0),
    }));
    return seen.filter(({ seen_at, created_at }) => now - seen_at < idle && now - created_at < absolute);
  }

  /** Logs out, at once; true when somebody was logged in. */
  async end({ user, session }: UserSession): Promise<boolean> {
    const ended = await this.#options.state.sessions.end(user.id, session.id);
    this.#end(session.hash);
    return ended;
  }

  /** To be called every second: ends what is over. */
  tick(): void {
    for (const [hash, known] of this.#known) if (this.#isOver(known)) this.#end(hash);
  }

  /** Ends what the state does not know any more, or has given other rights since it was read. */
  async refresh(revision: number): Promise<void> {
    const stale = [...this.#known].filter(([, known]) => known.revision !== revision);
    if (stale.length === 0) return;
    const found = await this.#options.state.sessions.find(stale.map(([hash]) => hash));
    const users = new Map(found.map(({ session, user }) => [session.hash, user]));
    for (const [hash, known] of stale) {
      if (isSame(known.user, users.get(hash))) known.revision = revision;
      else this.#end(hash);
    }
  }

  /** Forgets sessions that nobody can use any more. */
  async prune(): Promise<void> {
    const { state, clock, limits } = this.#options;
    const { idle, absolute } = limits();
    const now = clock.now();
    // What a running process has not written yet is no reason to forget it.
    await state.sessions.prune({ created_at: now - absolute, seen_at: now - idle - NOTE_EVERY });
  }

  async #look(hash: string): Promise<Known | undefined> {
    const { users, sessions } = this.#options.state;
    // In this order: what changes in between is noticed, and at most read once more.
    const revision = await users.revision();
    const [found] = await sessions.find([hash]);
    // Another request may have looked it up at the same time.
    const before = this.#known.get(hash);
    if (before || !found) return before;
    const ended = new AbortController();
    const { session, user } = found;
    const { name, role, masked } = user;
    const viewer: Viewer = { name, kind: "user", role, masked, ended: ended.signal };
    const { seen_at: seen } = session;
    const known: Known = { session, user, viewer, ended, revision, seen, written: seen };
    if (this.#isOver(known)) return undefined;
    this.#known.set(hash, known);
    return known;
  }

  #note(hash: string, known: Known): void {
    const { state, clock, onError } = this.#options;
    known.seen = Math.max(known.seen, clock.now());
    if (known.seen - known.written < NOTE_EVERY) return;
    known.written = known.seen;
    state.sessions.touch(hash, known.seen).catch(onError);
  }

  #isOver({ session, seen }: Known): boolean {
    const { idle, absolute } = this.#options.limits();
    const now = this.#options.clock.now();
    return now - seen >= idle || now - session.created_at >= absolute;
  }

  #end(hash: string): void {
    this.#known.get(hash)?.ended.abort();
    this.#known.delete(hash);
  }
}

/** Whether a session may stay as it is: the same user with the same rights. */
function isSame(before: UserRecord, now: UserRecord | undefined): boolean {
  return now !== undefined && before.id === now.id && before.role === now.role &&
    before.masked === now.masked;
}
