import type { Clock } from "../shared/clock.ts";
import type { CredentialAge } from "../shared/snapshot.ts";
import type { Rule } from "./rule.ts";
import type { Said } from "./said.ts";
import type { Answer, Seen } from "./seen.ts";

/** One configured market. Durations are in milliseconds; a credential that is empty or absent is not given. */
export interface MarketOptions extends Partial<Credentials> {
  readonly enabled: boolean;
  /** What people call it. */
  readonly name: string;
  /** http or https, without a slash at the end. */
  readonly base_url: string;
  readonly timeout: number;
  /** An answer that took longer is SLOW. */
  readonly slow: number;
  /** Requests that may be sent within any hour. */
  readonly calls_per_hour: number;
  /** `YYYY-MM-DD` in Korea on which the key was issued; null or absent when nobody said. */
  readonly key_issued?: string | null;
}

export type Credentials = Readonly<Record<CredentialName, string>>;
export type CredentialName = (typeof CREDENTIAL_NAMES)[number];

export const CREDENTIAL_NAMES = [
  "access_key",
  "secret_key",
  "vendor_id",
  "client_id",
  "client_secret",
  "api_key",
  "access_token",
  "master_id",
  "domain",
  "seller_ids",
] as const;

/** A request that reads and changes nothing; `path` is the exact rest of the URL after the base URL. */
export interface Call {
  readonly method: "GET" | "POST";
  readonly path: `/${string}`;
  /** What is always sent, where the body decides what is asked. */
  readonly body?: string;
}

/** What may vary in a call. */
export interface Message {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends one of the market's own calls, as long as the budget lasts. */
export type Send<Name extends string = string> = (call: Name, message?: Message) => Promise<Seen>;

/** One check: sends what is needed; the last thing seen is what gets judged. */
export interface Probe<Name extends string = string> {
  (send: Send<Name>): Promise<Seen>;
  /** How old is what it got from the market and keeps, such as a token. */
  readonly holds?: () => CredentialAge[];
}

/** A market: what may be asked of it, how, and what its answers mean. */
export interface Market<Name extends string = string> {
  /** The allow-list. Nothing else can be requested of this market. */
  readonly calls: Readonly<Record<Name, Call>>;
  /** What a signed check needs. */
  readonly credentials: readonly CredentialName[];
  /**
   * What is asked without credentials, and how often at most (ms) while it is well; between two requests a handshake
   * shows that somebody is there.
   */
  readonly keyless: { readonly call: Name; readonly every: number };
  /** By how many milliseconds our clock may be off before what we sign is refused; absent where nothing is dated. */
  readonly clock?: { readonly ahead: number; readonly behind: number };
  /** The first row that fits decides; the last one fits everything. */
  readonly rules: readonly Rule[];
  read(answer: Answer): Said;
  /** Called once with all credentials given; what it returns keeps its own state, such as a token, between checks. */
  signed(credentials: Credentials, clock: Clock): Probe<Name>;
  /** How old is what the options give, at `now` (ms since 1970). */
  ages?(options: MarketOptions, now: number): CredentialAge[];
  /** Whether `at` (ms since 1970) lies in hours that the market reserves for maintenance. */
  maintained?(at: number): boolean;
}
