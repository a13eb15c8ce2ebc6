import type { Connection } from "../metrics/read_transaction.ts";
import type { Limits, Network } from "../markets/network.ts";
import type { ProxyOptions } from "../markets/proxy.ts";
import type { Seen } from "../markets/seen.ts";
import type { Text } from "../shared/text.ts";

/** One kind of the seller's own checks: looks once. Adding one is a file and a line in `check_kinds.ts`. */
export type CheckKind<Options> = (options: Options, tools: CheckTools) => Promise<Found>;

export interface CheckTools {
  readonly network: Network;
  /** The proxy of `network`, for who opens connections of their own. */
  readonly proxy?: ProxyOptions;
  readonly limits: Limits;
  /** Runs `read` in a read-only transaction of the shop's database, each statement of which has `timeout` ms. */
  readonly database: ReadDatabase;
  /** Milliseconds that never run backwards. */
  readonly stopwatch: () => number;
  /** ms since 1970 */
  readonly now: number;
}

export type ReadDatabase = <T>(timeout: number, read: (connection: Connection) => Promise<T>) => Promise<T>;

/** What a look came to. */
export interface Found {
  /** What the network has to tell of it; `unsent` means that it is not known how it stands. */
  readonly seen: Exclude<Seen, { kind: "unsent" }> | { readonly kind: "unknown" };
  /** Something is not as expected. */
  readonly problem?: Problem;
  /** It is as expected and will not stay so. */
  readonly warning?: Problem;
}

export interface Problem {
  /** A few words for the table and the log, without secrets. */
  readonly error: string;
  readonly reason: Text;
  readonly remedy: Text;
}
