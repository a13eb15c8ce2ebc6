/** The steps from an empty database to today's. Released ones are never changed, only followed by others. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** Moments are ms since 1970. */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    name: "samples and checks",
    sql: `
      CREATE TABLE metrics (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE) STRICT;
      CREATE TABLE samples (
        metric INTEGER NOT NULL REFERENCES metrics (id),
        at INTEGER NOT NULL,
        value REAL NOT NULL,
        PRIMARY KEY (metric, at)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE checks (
        market TEXT NOT NULL,
        at INTEGER NOT NULL,
        class TEXT NOT NULL,
        status TEXT NOT NULL,
        probe TEXT NOT NULL,
        status_code INTEGER,
        response_time REAL,
        error TEXT,
        PRIMARY KEY (market, at)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX checks_by_time ON checks (at);
    `,
  },
  {
    version: 2,
    name: "kept values",
    sql: "CREATE TABLE kept (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;",
  },
  {
    version: 3,
    name: "calls to markets",
    sql: `
      CREATE TABLE instance (id TEXT NOT NULL) STRICT;
      INSERT INTO instance VALUES (lower(hex(randomblob(8))));
      CREATE TABLE calls (
        id TEXT PRIMARY KEY,
        market TEXT NOT NULL,
        at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX calls_of_market ON calls (market, at);
      CREATE TABLE holds (
        market TEXT PRIMARY KEY,
        since INTEGER NOT NULL,
        until INTEGER NOT NULL,
        result TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    version: 4,
    name: "phases of checks",
    sql: `
      ALTER TABLE checks ADD COLUMN dns REAL;
      ALTER TABLE checks ADD COLUMN connect REAL;
      ALTER TABLE checks ADD COLUMN tls REAL;
      ALTER TABLE checks ADD COLUMN first_byte REAL;
    `,
  },
  {
    version: 5,
    name: "what was believed of checks",
    sql: `
      ALTER TABLE checks ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 1;
      ALTER TABLE checks ADD COLUMN reason TEXT;
    `,
  },
  {
    version: 6,
    name: "tokens and the audit log",
    sql: `
      CREATE TABLE tokens (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        hash TEXT NOT NULL UNIQUE,
        scopes TEXT NOT NULL,
        masked INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        created_by TEXT,
        expires_at INTEGER,
        revoked_at INTEGER,
        last_used_at INTEGER,
        last_used_from TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE audit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        actor TEXT,
        kind TEXT NOT NULL,
        action TEXT NOT NULL,
        target TEXT,
        address TEXT,
        outcome TEXT NOT NULL,
        detail TEXT NOT NULL
      ) STRICT;
      CREATE INDEX audit_by_time ON audit (at);
    `,
  },
  {
    version: 7,
    name: "users and sessions",
    sql: `
      CREATE TABLE access (revision INTEGER NOT NULL) STRICT;
      INSERT INTO access VALUES (0);
      CREATE TABLE users (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        role TEXT NOT NULL,
        masked INTEGER NOT NULL,
        password TEXT,
        created_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE sessions (
        id TEXT PRIMARY KEY,
        hash TEXT NOT NULL UNIQUE,
        user_id TEXT NOT NULL REFERENCES users (id),
        created_at INTEGER NOT NULL,
        seen_at INTEGER NOT NULL,
        address TEXT NOT NULL,
        agent TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX sessions_of_user ON sessions (user_id);
    `,
  },
  {
    version: 8,
    name: "second factors",
    sql: `
      CREATE TABLE factors (
        user_id TEXT PRIMARY KEY,
        secret TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        last_step INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE recovery_codes (
        user_id TEXT NOT NULL,
        hash TEXT NOT NULL,
        PRIMARY KEY (user_id, hash)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    version: 9,
    name: "measured hours",
    sql: `
      CREATE TABLE checked_hours (
        market TEXT NOT NULL,
        hour INTEGER NOT NULL,
        measured INTEGER NOT NULL,
        down INTEGER NOT NULL,
        first INTEGER NOT NULL,
        PRIMARY KEY (market, hour)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO checked_hours (market, hour, measured, down, first)
        SELECT market, at / 3600000, count(*), sum(CASE WHEN class = 'DOWN' THEN 1 ELSE 0 END), min(at)
        FROM checks WHERE confirmed = 1 AND class NOT IN ('SELF_OFFLINE', 'UNKNOWN')
        GROUP BY market, at / 3600000;
    `,
  },
];
