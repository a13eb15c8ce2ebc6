import assert from "node:assert/strict";
import { postgresTest } from "../support/postgres.ts";
import { freePort } from "../support/free_port.ts";
import { assertResult, type Expected, run } from "./own_checks.ts";

const CASES: readonly (readonly [check: string, expected: Expected])[] = [
  [`SELECT count(*) FROM returns`, { class: "UP", status: "healthy", error: null }],
  [`SELECT count(*) FROM returns;MAX 3`, { class: "UP", error: null }],
  [`SELECT count(*) FROM returns;MAX 2`, { class: "DOWN", status: "error", error: "3, expected at most 2" }],
  [`SELECT count(*) FROM returns;MIN 4`, { class: "DOWN", error: "3, expected at least 4" }],
  [`SELECT 1.50::numeric;MIN 1.5`, { class: "UP", error: null }],
  [`SELECT state FROM returns WHERE id = 1;IS open`, { class: "UP", error: null }],
  [`SELECT state FROM returns WHERE id = 1;IS closed`, { class: "DOWN", error: "text, expected closed" }],
  [`SELECT true;IS true`, { class: "UP", error: null }],
  [`SELECT state FROM returns WHERE id = 1;MAX 2`, { class: "DOWN", error: "value is no number" }],
  [`SELECT NULL::int;MAX 2`, { class: "DOWN", error: "value is no number" }],
  [`SELECT id FROM returns`, {
    class: "UNKNOWN",
    status: "unknown",
    error: "several rows of 1 values, expected one value",
  }],
  [`SELECT id FROM returns WHERE false`, { class: "UNKNOWN", error: "no row, expected one value" }],
  [`SELECT 1, 2`, { class: "UNKNOWN", error: "1 rows of 2 values, expected one value" }],
  [`SELECT * FROM nowhere`, { class: "UNKNOWN", error: "database refused the statement (42P01)" }],
  [`SELEC`, { class: "UNKNOWN", error: "database refused the statement (42601)" }],
  // It can change nothing, however it is written.
  [`DELETE FROM returns`, { class: "UNKNOWN", error: "database refused the statement (42601)" }],
  [`WITH gone AS (DELETE FROM returns RETURNING 1) SELECT count(*) FROM gone`, {
    class: "UNKNOWN",
    error: "database refused the statement (0A000)",
  }],
  [`SELECT nextval('numbers')`, { class: "UNKNOWN", error: "database refused the statement (25006)" }],
  ["SELECT 1\\\\; COMMIT\\\\; DELETE FROM returns", {
    class: "UNKNOWN",
    error: "database refused the statement (42601)",
  }],
  [`SELECT pg_sleep(60)`, { class: "DOWN", status: "timeout", error: "no result within 300 ms" }],
  [`SELECT count(*) FROM generate_series(1, 1000000000) a, generate_series(1, 1000) b`, {
    class: "DOWN",
    status: "timeout",
    error: "no result within 300 ms",
  }],
];

postgresTest("checks of SQL figures", { major: 15 }, async (server, test) => {
  const database = await server.createDatabase();
  await server.query(
    `CREATE TABLE returns (id int, state text);
     INSERT INTO returns VALUES (1, 'open'), (2, 'open'), (3, 'done');
     CREATE SEQUENCE numbers`,
    database,
  );
  for (const [written, expected] of CASES) {
    await test.step(written, async () => {
      const [target = "", rule = ""] = written.split(/(?<!\\);/).map((part) => part.replaceAll("\\;", ";"));
      const expect = rule.replace("MAX ", "max: ").replace("MIN ", "min: ").replace("IS ", "equals: ");
      const check = `{ name: returns, type: sql, target: ${
        JSON.stringify(target.replaceAll("\\", ""))
      }, timeout: 300ms, slow: 250ms, expect: { ${expect} } }`;
      assertResult(await run(check, { database }), expected);
    });
  }
  await test.step("leave everything as it was", async () => {
    const [{ count }] = await server.query<{ count: string }>("SELECT count(*) FROM returns", database) as [
      { count: string },
    ];
    assert.equal(count, "3");
  });
  await test.step("tell a database that is not there", async () => {
    const away = `postgres://postgres@127.0.0.1:${freePort()}/shop`;
    const result = await run(`{ name: returns, type: sql, target: SELECT 1 }`, { database: away });
    assert.equal(result.class, "UNKNOWN");
    assert.ok(result.remedy);
    const none = await run(`{ name: returns, type: sql, target: SELECT 1 }`);
    assert.equal(none.class, "UNKNOWN");
  });
});
