import { PGlite } from "@electric-sql/pglite";
import { createPgConfig } from "@electric-sql/pglite/node-postgres";
import pg from "pg";
import { figuresSuite } from "./figures_suite.ts";

Deno.test("collectMetrics() gives what plain SQL gives on PGlite", async (test) => {
  const databases: PGlite[] = [];
  await figuresSuite(test, async () => {
    const database = await PGlite.create();
    databases.push(database);
    return {
      url: "",
      query: async (sql) => (await database.query<Record<string, unknown>>(sql)).rows,
      setZone: (zone) => database.exec(`SET TimeZone TO '${zone}'`),
      openPool: () => new pg.Pool({ ...createPgConfig(database), max: 1 }),
    };
  });
  for (const database of databases) await database.close();
});
