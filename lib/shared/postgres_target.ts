/** Whom a database URL names, without its password. */
export interface Target {
  /** `host:port` */
  host: string;
  user: string;
  database: string;
}

/** The parts of a database URL that may be shown; undefined when it is none of PostgreSQL's. */
export function targetOf(url: string): Target | undefined {
  // A URL for a local socket names no host, which only PostgreSQL's own parsers take.
  const named = url.replace("@/", "@localhost/");
  if (!URL.canParse(named)) return undefined;
  const { protocol, hostname, port, username, pathname, searchParams } = new URL(named);
  if (!/^postgres(ql)?:$/.test(protocol)) return undefined;
  return {
    host: `${searchParams.get("host") || hostname || "localhost"}:${port || 5432}`,
    user: username,
    database: pathname.slice(1) || username,
  };
}

export function isPostgresUrl(url: string): boolean {
  return /^postgres(ql)?:/.test(url);
}
