import assert from "node:assert/strict";
import { applyMessage } from "@/lib/client/apply_message.ts";
import { iso, pageSnapshot, SERVER_TIME } from "./fakes.ts";

Deno.test("applyMessage() has a patch or beat confirm the sources that are ok, and no others", () => {
  const snapshot = pageSnapshot();
  const old = iso(SERVER_TIME - 60_000);
  snapshot.sources.sales = { state: "ok", at: old, reason: null, remedy: null, interval: null };
  snapshot.sources.orders = { state: "stale", at: old, reason: null, remedy: null, interval: null };
  const at = iso(SERVER_TIME + 5000);
  const after = applyMessage(snapshot, { type: "beat", seq: 7, at });
  assert.notEqual(after, "gap");
  if (after === "gap") return;
  assert.equal(after.timestamp, at);
  assert.equal(after.sources.sales.at, at);
  assert.equal(after.sources.orders.at, old);
  assert.equal(after.sources.redis.at, null);
});

Deno.test("applyMessage() says of a beat or patch with an unexpected number that something was missed", () => {
  const at = iso(SERVER_TIME);
  assert.equal(applyMessage(pageSnapshot(), { type: "beat", seq: 8, at }), "gap");
  assert.equal(applyMessage(pageSnapshot(), { type: "patch", seq: 9, at, data: {} }), "gap");
  assert.equal(applyMessage(pageSnapshot(), { type: "patch", seq: 7, at, data: {} }), "gap");
});

Deno.test("applyMessage() keeps the identity of what a patch does not touch", () => {
  const snapshot = pageSnapshot();
  const data = { alerts: ["x"] };
  const after = applyMessage(snapshot, { type: "patch", seq: 8, at: iso(SERVER_TIME), data });
  assert.ok(after !== "gap");
  assert.equal(after.api_status, snapshot.api_status);
  assert.equal(after.system, snapshot.system);
});
