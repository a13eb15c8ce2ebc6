/** A few thousand of what `deno task bench --only fuzz` sends a million of. */
import assert from "node:assert/strict";
import { fuzzFrames } from "./fuzz_frames.ts";
import { fuzzHttp } from "./fuzz_http.ts";
import { internalsIn } from "./judge.ts";

Deno.test("no request of 2,000 fails inside or is told what is inside", async () => {
  const { faults, statuses } = await fuzzHttp({ seed: 1, count: 2_000 });
  assert.deepEqual(faults.slice(0, 10), []);
  for (const status of [200, 303, 400, 403, 404, 405, 415]) {
    assert.ok(statuses[status], `none was answered ${status}`);
  }
});

Deno.test("no frame of 5,000 ends the server, leaves a session behind or is told what is inside", async () => {
  const { faults, statuses } = await fuzzFrames({ seed: 1, count: 5_000 });
  assert.deepEqual(faults.slice(0, 10), []);
  assert.ok(statuses.answered! > 100 && Object.keys(statuses).length > 2, JSON.stringify(statuses));
});

Deno.test("internalsIn() knows what comes from inside", () => {
  for (
    const text of [
      "TypeError: a is not a function\n    at serve (file:///app/server.js:10:5)",
      "at lib/app/serve.ts:10:5",
      "SELECT id FROM orders WHERE x",
      "SQLITE_BUSY",
      "No such file or directory (os error 2)",
    ]
  ) assert.ok(internalsIn(text), text);
  for (const text of ["", '{"error":{"code":"bad_query"}}', "Cannot answer: from must be before to"]) {
    assert.equal(internalsIn(text), undefined, text);
  }
});
