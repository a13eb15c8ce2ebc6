import { postgresTest } from "@/tests/support/postgres.ts";
import { figuresSuite } from "./figures_suite.ts";

for (const major of [15, 18] as const) {
  postgresTest(
    `collectMetrics() gives what plain SQL gives on PostgreSQL ${major}`,
    { major },
    (server, test) =>
      figuresSuite(test, async () => {
        const url = await server.createDatabase();
        return {
          url,
          query: (sql) => server.query(sql, url),
          setZone: (zone) =>
            server.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET timezone = '${zone}'`),
        };
      }),
  );
}
