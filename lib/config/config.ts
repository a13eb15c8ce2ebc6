/**
 * The one checked value that the file, the environment and the flags become. Keys are those of the YAML file; every
 * duration is in milliseconds, and an empty string means "not given".
 */
import type { AuthMode } from "../shared/auth_mode.ts";
import type { Role } from "../shared/viewer.ts";
import type { CheckOptions } from "../shared/check_options.ts";
import type { CustomMetric } from "../shared/custom_metric.ts";
import type { CustomChart, Page } from "../shared/layout.ts";
import type { SchemaMapping } from "../shared/default_schema.ts";

export interface Config {
  server: ServerConfig;
  database: DatabaseConfig;
  /** `ca`: path of a PEM file; empty: whom the system trusts. */
  redis: { url: string; ca: string };
  /** `sqlite:<path>` or `postgres://…`; `sqlite::memory:` forgets at the end of the process. */
  state: { url: string };
  business: BusinessConfig;
  interval: { metrics: number; checks: number };
  schema: SchemaMapping;
  markets: MarketsConfig;
  /** What of the seller's own is looked at besides the markets. */
  checks: CheckOptions[];
  /** The seller's own figures. */
  metrics: CustomMetric[];
  /** The seller's own charts. */
  charts: CustomChart[];
  /** Which cards a page shows, in which order; null: all. */
  layout: Record<Page, string[] | null>;
  /** `host:port` of those who are asked before a market is blamed; none: nobody is asked. */
  self_check: { targets: string[] };
  /** On the way to the markets; see `ProxyOptions`. */
  proxy: { url: string; except: string };
  auth: AuthConfig;
  log: { level: LogLevel; format: "text" | "json"; access: AccessLog };
  /** The demo shop instead of a database: asked for by a flag, or no database is configured. */
  demo: boolean;
}

/** Whose `X-Forwarded-*` headers are believed: nobody's, those of whoever connects, or of these addresses and networks. */
export type TrustProxy = boolean | readonly string[];

export interface ServerConfig {
  host: string;
  /** 0: any free port. */
  port: number;
  /** Empty or `/path` without a slash at the end. */
  base_path: string;
  trust_proxy: TrustProxy;
  /** Further names, without a port, under which pages are served. */
  allowed_hosts: string[];
  /** Origins (`https://host[:port]`) of other sites whose pages may open the WebSocket. */
  allowed_origins: string[];
  tls: TlsConfig;
  max_clients: number;
  /** 0: no limit. */
  max_clients_per_address: number;
}

export interface TlsConfig {
  /** Paths of PEM files; both empty: HTTP without TLS. */
  cert: string;
  key: string;
  /** For how long browsers are told to use https alone; 0: they are not told. */
  hsts: number;
}

export interface AuthConfig {
  mode: AuthMode;
  /** How long one stays logged in: without a request, and in any case. */
  session: { idle: number; absolute: number };
  /** By whom else one may log in; an empty issuer: by nobody. */
  oidc: OidcConfig;
}

export interface OidcConfig {
  /** https, or http on this machine. */
  issuer: string;
  client_id: string;
  client_secret: string;
  /** E-mail addresses, and domains whose addresses are all let in. */
  allowed: string[];
  /** Of who comes for the first time. */
  role: Role;
}

export interface DatabaseConfig {
  url: string;
  /** False: the database is asked nothing, whatever else is configured. */
  enabled: boolean;
  pool: number;
  statement_timeout: number;
  incremental: boolean;
  /** Empty: nobody listens. */
  notify_channel: string;
}

export interface BusinessConfig {
  /** IANA name. */
  timezone: string;
  /** `HH:MM` */
  day_start: string;
  low_stock: number;
  revenue: "gross" | "net";
}

export interface MarketsConfig {
  coupang: MarketConfig & {
    access_key: string;
    secret_key: string;
    vendor_id: string;
    /** `YYYY-MM-DD` in Korea. */
    key_issued: string | null;
  };
  naver: MarketConfig & { client_id: string; client_secret: string };
  "11st": MarketConfig & { api_key: string };
  esm: MarketConfig & { master_id: string; secret_key: string; domain: string; seller_ids: string };
  ssg: MarketConfig;
  lotteon: MarketConfig;
  kakao: MarketConfig;
  cafe24: MarketConfig;
  shopify: MarketConfig & { access_token: string };
  amazon: MarketConfig;
}

export interface MarketConfig {
  enabled: boolean;
  name: string;
  /** http or https, without a slash at the end. */
  base_url: string;
  timeout: number;
  slow: number;
  calls_per_hour: number;
}

/** Which answered requests are logged: none, those that were refused or failed (from 400), or all. */
export const ACCESS_LOGS = ["off", "errors", "all"] as const;
export type AccessLog = (typeof ACCESS_LOGS)[number];

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
