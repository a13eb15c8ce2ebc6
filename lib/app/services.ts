import type { RecordAudit } from "../auth/audit.ts";
import type { TokenDesk } from "../auth/token_desk.ts";
import type { Tokens } from "../auth/tokens.ts";
import type { AuditQuery, AuditRecord } from "../state/audit_store.ts";
import type { Auth } from "../auth/auth.ts";
import type { AccessLog, ServerConfig } from "../config/config.ts";
import type { Sessions } from "../live/sessions.ts";
import type { History } from "../shared/history.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import type { CheckRecord, HistoryRange } from "../state/state_store.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import type { Asked } from "./check_now.ts";
import type { Log } from "./log.ts";
import type { PageLayout } from "./page_layout.ts";
import type { Readiness } from "./readiness.ts";
import type { SaleMode } from "./sale_mode.ts";

/** What the web application needs of the program; tests give their own. */
export interface Services {
  /** The current snapshot. */
  snapshot(): Snapshot;
  /** Recorded response times of each market over the last hour, one series a market. */
  responseTimes(): Promise<History[]>;
  /** One recorded figure; throws `RangeError` when more points are asked for than are answered. */
  history(range: HistoryRange): Promise<History>;
  /** The checks recorded since a moment (ms since 1970), newest first, of one market or of all. */
  checks(query: { market?: string; since: number; limit: number }): Promise<CheckRecord[]>;
  /** Has a market checked at once, if that may be. */
  checkNow(market: string): Asked;
  /** Big-sale mode; `start` throws `RangeError` for hours that are out of range. */
  readonly sale: Pick<SaleMode, "start" | "stop">;
  /** Which cards pages show; `save` throws `RangeError` for what is no arrangement. */
  readonly layout: Pick<PageLayout, "cards" | "saved" | "shown" | "save">;
  /** Whether every configured source delivers. */
  readiness(): Readiness;
  /** Milliseconds since 1970. */
  now(): number;
  /** Everybody who watches. */
  readonly sessions: Sessions;
  /** What is told to Prometheus. */
  readonly telemetry: Pick<
    Telemetry,
    "text" | "contentType" | "observeRequest" | "observeCertificate" | "observeRenewal"
  >;
  readonly server: Pick<
    ServerConfig,
    "base_path" | "trust_proxy" | "host" | "allowed_hosts" | "allowed_origins" | "tls"
  >;
  /** Prefix of every path, `""` or like `/pulse`. */
  readonly basePath: string;
  /** IANA name of the business's zone. */
  readonly timezone: string;
  /** Codes of the markets that are checked, whether or not they were yet. */
  readonly markets: readonly string[];
  /** What the seller calls markets, where that is not what everybody does. */
  readonly marketNames: Readonly<Record<string, string>>;
  readonly log: Log;
  /** Who may come in. */
  readonly auth: Auth;
  /** Writes down who did what, or was refused. */
  readonly audit: RecordAudit;
  /** What was written down, newest first. */
  audited(query: AuditQuery): Promise<AuditRecord[]>;
  /** Whom a token lets in. */
  readonly tokens: Pick<Tokens, "find" | "end">;
  /** Gives out tokens and takes them back. */
  readonly tokenDesk: Pick<TokenDesk, "create" | "revoke" | "list">;
  /** Which answered requests are logged. */
  readonly access: AccessLog;
}
