/**
 * The figures that are had from changed rows, against plain SQL, on a shop that changes at random. A failure names its
 * seed and step: `MARKETPULSE_TEST_SEED=7 MARKETPULSE_TEST_STEPS=23` plays the same changes again, up to that step.
 */
import assert from "node:assert/strict";
import { PGlite } from "@electric-sql/pglite";
import { createPgConfig } from "@electric-sql/pglite/node-postgres";
import pg from "pg";
import { postgresTest } from "@/tests/support/postgres.ts";
import type { ShopAccess } from "./changing_shop.ts";
import { COUNTS, play, reach, rulesOf, seedsOf, STEPS } from "./watched_shop.ts";

const SEEDS = seedsOf([1, 2, 3, 4]);

postgresTest("the figures of changed rows are those of plain SQL, whatever happens to the shop", {
  major: 15,
}, async (server, test) => {
  for (const seed of SEEDS) {
    await test.step(`seed ${seed}, ${JSON.stringify(rulesOf(seed))}`, async () => {
      await using reached = await reach(server);
      const { counted, ticks, tables } = await play(seed, reached);
      for (const table of Object.keys(COUNTS)) {
        assert.ok(counted[table]! < ticks / 2, JSON.stringify({ counted, ticks, tables }));
      }
    });
  }
});

Deno.test("the figures of changed rows are those of plain SQL on PGlite", async () => {
  const database = await PGlite.create();
  const pool = new pg.Pool({ ...createPgConfig(database), max: 1 });
  // One session is all there is, so it is lent in turns.
  const connect = () =>
    Promise.resolve({ query: pool.query.bind(pool), release() {} } as unknown as pg.PoolClient);
  const access: ShopAccess = { query: async (sql) => (await pool.query(sql)).rows };
  const { counted, ticks } = await play(SEEDS[0]!, { access, connect }, { steps: STEPS / 2 });
  for (const table of Object.keys(COUNTS)) assert.ok(counted[table]! < ticks / 2);
  await pool.end();
  await database.close();
});
