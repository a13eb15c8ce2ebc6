import assert from "node:assert/strict";
import { openPostgresState } from "@/lib/state/state_store_postgres.ts";
import { pgbouncerMissing, startPgbouncer } from "../support/pgbouncer.ts";
import { postgresMissing, startPostgres } from "../support/postgres.ts";

const missing = postgresMissing(15) ?? pgbouncerMissing();
const NOW = Date.parse("2026-11-24T05:00:00Z");

Deno.test({
  name: `the own state works through PgBouncer in transaction mode${missing ? ` (ignored: ${missing})` : ""}`,
  ignore: missing !== undefined,
  async fn() {
    await using server = await startPostgres({ major: 15 });
    const direct = await server.createDatabase();
    await using pooler = await startPgbouncer(server);
    const url = pooler.urlOf(new URL(direct).pathname.slice(1));
    const stores = Array.from({ length: 3 }, () => openPostgresState({ url }));
    const takes = stores.flatMap(({ calls }, store) =>
      Array.from(
        { length: 10 },
        (_, id) => calls.take("coupang", { call: { at: NOW, id: `${store}.${id}` }, limit: 20 }),
      )
    );
    assert.equal((await Promise.all(takes)).filter(({ taken }) => taken).length, 20);
    for (const [index, store] of stores.entries()) {
      await store.recordSamples(NOW, { x: index });
      await store.keep(`name ${index}`, index);
    }
    const { points } = await stores[0]!.history({ metric: "x", from_ms: NOW, to_ms: NOW + 1, step_s: 1 });
    assert.deepEqual(points, [[NOW, 2]]);
    const kept = await Promise.all(stores.map((store, index) => store.kept(`name ${(index + 1) % 3}`)));
    assert.deepEqual(kept, [1, 2, 0]);
    // What was set for a transaction has not stayed with a session that is lent to others.
    const [session] = await server.query(
      "SELECT current_setting('search_path') AS path, current_setting('statement_timeout') AS limit",
      url,
    );
    assert.deepEqual(session, { path: '"$user", public', limit: "0" });
    await Promise.all(stores.map((store) => store.close()));
  },
});
