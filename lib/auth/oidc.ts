/** Logging in by an OpenID provider, such as Google Workspace, Microsoft Entra ID or Keycloak. */
import { Buffer } from "node:buffer";
import type { Clock } from "../shared/clock.ts";
import type { Role } from "../shared/viewer.ts";
import type { StateStore } from "../state/state_store.ts";
import type { UserRecord } from "../state/user_store.ts";
import type { RecordAudit } from "./audit.ts";
import { KeptKey } from "./kept_key.ts";
import type { OidcClient, OidcPending, Provider } from "./oidc_provider.ts";
import { userName } from "./user_name.ts";

export interface OidcConfig extends OidcClient {
  /** E-mail addresses, and domains whose addresses are all let in. */
  readonly allowed: readonly string[];
  /** Of users who come for the first time. */
  readonly role: Role;
}

/** Nobody comes in by a provider. */
export const NO_PROVIDER: OidcConfig = {
  issuer: "",
  client_id: "",
  client_secret: "",
  allowed: [],
  role: "viewer",
};

/** `denied`: the provider knows them, we do not want them; `failed`: it could not be found out who they are. */
export type OidcFault = "denied" | "failed";

export type OidcResult =
  | { readonly ok: true; readonly user: UserRecord }
  | { readonly ok: false; readonly fault: OidcFault };

export interface OidcOptions {
  readonly config: () => OidcConfig;
  readonly state: Pick<StateStore, "users" | "keep" | "kept">;
  readonly clock: Clock;
  readonly audit: RecordAudit;
  readonly log: { error(message: string, fields: { error: string }): void };
}

const MINUTE = 60_000;
/** Milliseconds that one may take at the provider. */
const GOOD_FOR = 10 * MINUTE;

export class Oidc {
  readonly #options: OidcOptions;
  readonly #key: KeptKey;
  #warnedAt = -Infinity;
  #provider: { readonly of: string; readonly found: Promise<Provider> } | undefined;

  constructor(options: OidcOptions) {
    this.#options = options;
    this.#key = new KeptKey(options.state, "oidc_key");
  }

  /** Whether a provider is configured. */
  get isOn(): boolean {
    return this.#options.config().issuer !== "";
  }

  /** Where to send the browser, and what it has to come back with; null when the provider cannot be asked. */
  async begin(redirectUri: string): Promise<{ url: string; pending: string } | null> {
    try {
      const { request } = await import("./oidc_provider.ts");
      const { url, pending } = await request(await this.#discovered(), redirectUri);
      const until = this.#options.clock.now() + GOOD_FOR;
      const text = Buffer.from(JSON.stringify({ ...pending, until })).toString("base64url");
      return { url, pending: `${text}.${await this.#key.sign(text)}` };
    } catch (error) {
      this.#warn(error);
      return null;
    }
  }

  /** Who came back; `answer` is the address at which they arrived, `pending` what {@linkcode begin} gave the browser. */
  async complete(
    answer: URL,
    { pending, address }: { pending: string | null; address: string },
  ): Promise<OidcResult> {
    const kept = await this.#read(pending);
    if (!kept) {
      return this.#refuse("failed", { address, email: null, why: "no login was begun in this browser" });
    }
    let email: string | null;
    try {
      const { verifiedEmail } = await import("./oidc_provider.ts");
      email = await verifiedEmail(await this.#discovered(), answer, kept);
    } catch (error) {
      this.#warn(error);
      return this.#refuse("failed", {
        address,
        email: null,
        why: "the provider's answer cannot be believed",
      });
    }
    const name = email === null ? null : userName(email);
    if (name === null) return this.#refuse("denied", { address, email, why: "no verified e-mail address" });
    if (!isAllowed(name, this.#options.config().allowed)) {
      return this.#refuse("denied", { address, email: name, why: "not in auth.oidc.allowed" });
    }
    return { ok: true, user: await this.#userOf(name) };
  }

  /** Who comes for the first time becomes a user, without a password. */
  async #userOf(name: string): Promise<UserRecord> {
    const { state: { users }, clock, audit, config } = this.#options;
    const known = await users.find(name);
    if (known) return known;
    const { role } = config();
    const user: UserRecord = {
      id: crypto.randomUUID(),
      name,
      role,
      masked: false,
      password: null,
      created_at: clock.now(),
    };
    if (!await users.add(user)) return (await users.find(name))!;
    const action = "user.add";
    audit({
      actor: null,
      kind: "change",
      action,
      target: name,
      address: null,
      outcome: "ok",
      detail: { role, by: "oidc" },
    });
    return user;
  }

  async #read(pending: string | null): Promise<OidcPending | null> {
    const [, text = "", signature = ""] = /^([\w-]{1,1000})\.([\w-]{43})$/.exec(pending ?? "") ?? [];
    if (text === "" || !await this.#key.isSigned(text, signature)) return null;
    const kept = JSON.parse(Buffer.from(text, "base64url").toString()) as OidcPending & { until: number };
    const left = kept.until - this.#options.clock.now();
    return left > 0 && left <= GOOD_FOR ? kept : null;
  }

  /** Asked once, and again when the configuration has changed or it failed. */
  #discovered(): Promise<Provider> {
    const { issuer, client_id, client_secret } = this.#options.config();
    const of = JSON.stringify([issuer, client_id, client_secret]);
    if (this.#provider?.of === of) return this.#provider.found;
    const found = import("./oidc_provider.ts").then(({ discover }) =>
      discover({ issuer, client_id, client_secret })
    );
    const provider = this.#provider = { of, found };
    found.catch(() => {
      if (this.#provider === provider) this.#provider = undefined;
    });
    return found;
  }

  /** Once a minute, because anybody can come with a wrong answer. */
  #warn(error: unknown): void {
    const now = this.#options.clock.now();
    if (Math.abs(now - this.#warnedAt) < MINUTE) return;
    this.#warnedAt = now;
    const { message, cause } = error instanceof Error ? error : { message: String(error), cause: undefined };
    const because = cause instanceof Error ? `: ${cause.message}` : "";
    this.#options.log.error("A login by the OpenID provider failed", { error: message + because });
  }

  #refuse(
    fault: OidcFault,
    { address, email, why }: { address: string; email: string | null; why: string },
  ): OidcResult {
    const event = { kind: "login", action: "session.begin", target: email, outcome: "refused" } as const;
    this.#options.audit({ ...event, actor: email, address, detail: { fault, why, by: "oidc" } });
    return { ok: false, fault };
  }
}

/** Addresses and domains are compared as users' names are. */
function isAllowed(email: string, allowed: readonly string[]): boolean {
  const domain = email.slice(email.lastIndexOf("@") + 1);
  return allowed.map((entry) => entry.trim().toLowerCase().replace(/^@/, "")).some((entry) =>
    entry.includes("@") ? entry === email : entry === domain && email.includes("@")
  );
}
