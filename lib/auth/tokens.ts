/** Who comes with a token: looks it up, and ends what is open for it as soon as it is revoked, here or elsewhere. */
import type { Clock } from "../shared/clock.ts";
import type { Viewer } from "../shared/viewer.ts";
import { isInForce, type TokenKind, type TokenRecord, type TokenStore } from "../state/token_store.ts";
import type { RecordAudit } from "./audit.ts";
import { hashOfSecret, kindOfSecret } from "./token_secret.ts";
import { FirstUses } from "./token_use.ts";

export interface TokensOptions {
  readonly store: TokenStore;
  readonly clock: Clock;
  readonly audit: RecordAudit;
  readonly log: { error(message: string, fields: { error: string }): void };
}

/** Why a token opens nothing. `malformed`: it was never given out, most likely it was not copied as a whole. */
export type TokenFault = "malformed" | "unknown" | "expired" | "revoked";

export type TokenFound =
  | { readonly ok: true; readonly viewer: Viewer }
  | { readonly ok: false; readonly fault: TokenFault };

interface Known {
  readonly token: TokenRecord;
  readonly viewer: Viewer;
  readonly ended: AbortController;
  /** When its last use was written, ms since 1970. */
  written: number;
}

/** Milliseconds after which it is noticed that another process has revoked a token. */
const READ_EVERY = 2_000;
/** Milliseconds between two notes of a token's last use. */
const NOTE_EVERY = 60_000;

export class Tokens {
  readonly #options: TokensOptions;
  readonly #first: FirstUses;
  /** Those in force that were shown since the start, by their hashes. */
  readonly #known = new Map<string, Known>();
  #reading = false;
  #failing = false;
  #readAt: number;

  constructor(options: TokensOptions) {
    this.#options = options;
    this.#first = new FirstUses(options.clock);
    this.#readAt = options.clock.now();
  }

  /**
   * Whom a secret of this kind lets in.
   *
   * @throws {StateError} when the state has to be asked and cannot be
   */
  async find(secret: string, { kind, address }: { kind: TokenKind; address: string }): Promise<TokenFound> {
    if (kindOfSecret(secret) !== kind) return this.#refuse("malformed", { address, token: null });
    const hash = hashOfSecret(secret);
    this.#endExpired();
    const known = this.#known.get(hash);
    if (known) return this.#admit(known, address);
    const token = await this.#options.store.find(hash);
    if (!token) return this.#refuse("unknown", { address, token });
    if (token.revoked_at !== null) return this.#refuse("revoked", { address, token });
    if (!isInForce(token, this.#options.clock.now())) return this.#refuse("expired", { address, token });
    return this.#admit(this.#know(token), address);
  }

  /** To be called every second: ends what has expired, and looks every two seconds what others have revoked. */
  tick(): void {
    this.#endExpired();
    const now = this.#options.clock.now();
    // A clock that is set back must not keep a token alive.
    if (Math.abs(now - this.#readAt) >= READ_EVERY && this.#known.size > 0) void this.refresh();
  }

  /** Ends at once what is open for a token. */
  end(id: string): void {
    for (const [hash, { token }] of this.#known) if (token.id === id) this.#end(hash);
  }

  /** Ends what is open for tokens that are not in force any more, as the state knows them. */
  async refresh(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    this.#readAt = this.#options.clock.now();
    try {
      const hashes = [...this.#known.keys()];
      const tokens = new Map((await this.#options.store.all()).map((token) => [token.hash, token]));
      for (const hash of hashes) {
        const token = tokens.get(hash);
        if (!token || token.revoked_at !== null) this.#end(hash);
      }
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#options.log.error("Tokens cannot be looked up", { error: String(error) });
      this.#failing = true;
    } finally {
      this.#reading = false;
    }
  }

  #know(token: TokenRecord): Known {
    const before = this.#known.get(token.hash);
    // Two first requests may have looked it up at the same time.
    if (before) return before;
    const ended = new AbortController();
    const known = { token, ended, viewer: viewerOf(token, ended.signal), written: token.last_use?.at ?? 0 };
    this.#known.set(token.hash, known);
    return known;
  }

  #admit(known: Known, address: string): TokenFound {
    const { store, clock, audit, log } = this.#options;
    const { token, viewer } = known;
    const at = clock.now();
    if (Math.abs(at - known.written) >= NOTE_EVERY) {
      known.written = at;
      store.used(token.id, { at, address }).catch((error: unknown) => {
        log.error("The use of a token cannot be noted", { error: String(error) });
      });
    }
    if (this.#first.isFirstOf(token, address)) {
      audit({
        actor: token.name,
        kind: "token",
        action: "token.use",
        target: token.id,
        address,
        outcome: "ok",
      });
    }
    return { ok: true, viewer };
  }

  #refuse(
    fault: TokenFault,
    { address, token }: { address: string; token: TokenRecord | null },
  ): TokenFound {
    if (this.#first.isFirst(`${token?.id} ${fault}`, address)) {
      const [actor, target] = [token?.name ?? null, token?.id ?? null];
      const action = "token.use";
      this.#options.audit({
        actor,
        kind: "token",
        action,
        target,
        address,
        outcome: "refused",
        detail: { fault },
      });
    }
    return { ok: false, fault };
  }

  #endExpired(): void {
    const now = this.#options.clock.now();
    for (const [hash, { token }] of this.#known) if (!isInForce(token, now)) this.#end(hash);
  }

  #end(hash: string): void {
    this.#known.get(hash)?.ended.abort();
    this.#known.delete(hash);
  }
}

function viewerOf(
  { kind, name, scopes, masked }: TokenRecord,
  ended: AbortSignal,
): Viewer {
  if (kind === "screen") return { name, kind, role: "viewer", masked, ended };
  const role = scopes.includes("operate") ? "operator" : "viewer";
  return { name, kind: "token", role, scopes, masked, ended };
}
