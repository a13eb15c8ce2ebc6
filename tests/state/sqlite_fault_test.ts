import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { sqliteFault } from "@/lib/state/sqlite_fault.ts";

function errorOf(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  assert.fail("Nothing was thrown");
}

Deno.test("sqliteFault() knows a full disk", () => {
  const database = new DatabaseSync(":memory:");
  database.exec("PRAGMA max_page_count = 2; CREATE TABLE t (x TEXT)");
  const insert = database.prepare("INSERT INTO t VALUES (?)");
  const error = errorOf(() => {
    for (let row = 0; row < 100; row++) insert.run("x".repeat(500));
  });
  assert.equal(sqliteFault(error), "full");
  database.close();
});

Deno.test("sqliteFault() knows a database that may not be written", () => {
  const database = new DatabaseSync(":memory:");
  database.exec("PRAGMA query_only = 1");
  assert.equal(sqliteFault(errorOf(() => database.exec("CREATE TABLE t (x TEXT)"))), "read_only");
  database.close();
});

Deno.test("sqliteFault() calls anything else other", () => {
  const database = new DatabaseSync(":memory:");
  assert.equal(sqliteFault(errorOf(() => database.exec("SELEKT"))), "other");
  assert.equal(sqliteFault("no error"), "other");
  database.close();
});

Deno.test("sqliteFault() knows what the system says of a file that cannot be made", () => {
  assert.equal(sqliteFault(new Error("Read-only file system (os error 30): mkdir 'data'")), "read_only");
  assert.equal(sqliteFault(new Error("No space left on device (os error 28): writefile 'data/a'")), "full");
  assert.equal(
    sqliteFault(new Deno.errors.NotFound("No such file or directory (os error 2)")),
    "unreachable",
  );
});
