/** Tables that were not made for MarketPulse: their figures are those of plain SQL, whatever happens to the shop. */
import assert from "node:assert/strict";
import { inlineRelation } from "@/lib/shared/inline_relation.ts";
import { anOrder, OLD_TABLES } from "@/tests/support/old_shop.ts";
import { postgresTest } from "@/tests/support/postgres.ts";
import { collectOnce, failuresOf, optionsFor } from "./collect_once.ts";
import { documents, groupedView, lines, type OtherTables, partitions } from "./other_tables.ts";
import { COUNTS, play, reach, rulesOf, seedsOf } from "./watched_shop.ts";

const SHOPS: Readonly<Record<string, OtherTables>> = {
  "orders as JSONB documents": documents,
  "a partitioned table": partitions,
  "orders and lines apart, joined by schema.orders.from": lines,
  "orders and lines apart, joined by a view that groups": groupedView,
};

for (const [name, other] of Object.entries(SHOPS)) {
  postgresTest(`the figures of ${name} are those of plain SQL`, { major: 15 }, async (server, test) => {
    for (const seed of seedsOf([1, 2])) {
      await test.step(`seed ${seed}, ${JSON.stringify(rulesOf(seed))}`, async () => {
        await using reached = await reach(server);
        const { counted, ticks, tables } = await play(seed, reached, { other, steps: 25 });
        const said = JSON.stringify({ counted, ticks, tables });
        if (other.tellsChanges) {
          for (const table of Object.keys(COUNTS)) assert.ok(counted[table]! < ticks / 2, said);
        } else {
          assert.equal(counted.orders, ticks, said);
          const read = tables.find(({ relation }) => relation === "orders");
          assert.equal(read?.reads, "everything");
          assert.match(read!.reason!.en, /no index on schema\.orders\.updated_at/);
        }
      });
    }
  });
}

postgresTest(
  "an expression of the mapping cannot end the read-only transaction and write",
  { major: 15 },
  async (server) => {
    const url = await server.createDatabase();
    await server.query(`${OLD_TABLES} ${anOrder(1000)}`, url);
    const escape = (type: string) =>
      `NULL::${type}) FROM market_orders; COMMIT; DELETE FROM market_orders; SELECT (NULL::${type}`;
    for (
      const changes of [{ at: escape("timestamp") }, { amount: escape("numeric") }, { id: escape("int") }]
    ) {
      const options = optionsFor(url);
      Object.assign(options.schema.orders!, changes);
      await collectOnce(options);
      const [{ left }] = await server.query("SELECT count(*)::int AS left FROM market_orders", url) as [
        { left: number },
      ];
      assert.equal(left, 1, JSON.stringify(changes));
    }
  },
);

postgresTest("a SELECT of the configuration that is wrong is told by its key, and the rest goes on", {
  major: 15,
}, async (server) => {
  const url = await server.createDatabase();
  await server.query(OLD_TABLES, url);
  const options = optionsFor(url);
  options.schema.orders!.table = inlineRelation("SELECT * FROM orders JOIN lines USING (order_no)", "orders");
  const failures = failuresOf(await collectOnce(options));
  assert.deepEqual(Object.keys(failures), ["sales", "orders"]);
  assert.match(
    failures.sales!,
    /^The SELECT of schema\.orders\.from cannot be read: relation "orders" does not exist/,
  );
});
