/** The seller's own checks, as the configuration makes them. Durations are in milliseconds; empty texts expect nothing. */
export type CheckOptions = HttpCheckOptions | TcpCheckOptions | TlsCheckOptions | SqlCheckOptions;

export const CHECK_TYPES = ["http", "tcp", "tls", "sql"] as const satisfies readonly CheckOptions["type"][];

interface AnyCheck {
  /** Stands beside the markets' codes and is none of them. */
  readonly name: string;
  /** From the start of one check to the start of the next; null: as often as the markets. */
  readonly interval: number | null;
  readonly timeout: number;
  /** An answer that took longer is SLOW. */
  readonly slow: number;
}

export interface HttpCheckOptions extends AnyCheck {
  readonly type: "http";
  /** http or https. */
  readonly target: string;
  readonly method: "GET" | "HEAD" | "OPTIONS";
  readonly headers: Readonly<Record<string, string>>;
  readonly expect: {
    /** First and last status of each range. */
    readonly status: readonly (readonly [from: number, to: number])[];
    /** By name: the value, or a {@linkcode TextPattern} of it. */
    readonly headers: Readonly<Record<string, TextPattern>>;
    /** What the body contains. */
    readonly body: TextPattern;
    /** By JSON path (RFC 9535): what its first value is. */
    readonly json: Readonly<Record<string, JsonExpectation>>;
    /** Bytes. */
    readonly max_size: number;
  };
}

export interface TcpCheckOptions extends AnyCheck {
  readonly type: "tcp";
  /** `host:port` */
  readonly target: string;
  /** Is sent once the connection is there. */
  readonly send: string;
  readonly expect: {
    /** What is received within the time contains it. */
    readonly banner: TextPattern;
  };
}

export interface TlsCheckOptions extends AnyCheck {
  readonly type: "tls";
  /** `host:port` */
  readonly target: string;
  readonly expect: {
    /** Days that the certificate has to be valid for; with less it is a warning. */
    readonly days: number;
    /** With less it is a failure. */
    readonly min_days: number;
  };
}

export interface SqlCheckOptions extends AnyCheck {
  readonly type: "sql";
  /** A statement that reads one value of one row. */
  readonly target: string;
  readonly expect: {
    readonly min: number | null;
    readonly max: number | null;
    readonly equals: string | number | boolean | null;
  };
}

/** Text as it is, or `/…/` with a regular expression in RE2's syntax, which no input can make slow. */
export type TextPattern = string;

/** The value itself, a {@linkcode TextPattern} of a text, or bounds of a number. */
export type JsonExpectation =
  | string
  | number
  | boolean
  | null
  | { readonly min?: number; readonly max?: number };
