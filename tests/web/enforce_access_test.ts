import assert from "node:assert/strict";
import { App } from "fresh";
import type { Role, Viewer } from "@/lib/shared/viewer.ts";
import { type Access, verdictOn } from "@/lib/web/access.ts";
import { enforceAccess } from "@/lib/web/enforce_access.ts";
import type { State } from "@/lib/web/state.ts";

const { signal: ended } = new AbortController();
const viewer = (change: Partial<Viewer> = {}): Viewer => ({
  name: "kim",
  kind: "user",
  role: "admin",
  masked: false,
  ended,
  ...change,
});

/** An application of which only one route has a row. */
function open(who: Viewer | null) {
  const answer = () => new Response("figures");
  return new App<State>({ basePath: "/pulse" })
    .use((ctx) => {
      ctx.state.viewer = who;
      return ctx.next();
    })
    .use(enforceAccess({ "/known": { GET: { least: "viewer" } } }))
    .all("/known", answer)
    .all("/forgotten", answer)
    .all("/constructor", answer)
    .handler();
}

Deno.test("a route, or a method of one, that has no row in the table is refused, whoever asks", async () => {
  const handler = open(viewer());
  const status = async (path: string, method = "GET") =>
    (await handler(new Request(`http://localhost/pulse${path}`, { method }))).status;
  assert.equal(await status("/known"), 200);
  assert.equal(await status("/known", "HEAD"), 200);
  for (const method of ["POST", "PUT", "PATCH", "DELETE", "constructor"]) {
    assert.equal(await status("/known", method), 405);
  }
  for (const path of ["/forgotten", "/constructor"]) assert.equal(await status(path), 403, path);
  assert.equal(
    await (await handler(new Request("http://localhost/pulse/forgotten"))).json().then((
      { error },
    ) => error.code),
    "forbidden",
  );
});

Deno.test("verdictOn() asks for each thing that a row can ask for, and for the way in", () => {
  const verdict = (access: Access, who: Viewer | null) => verdictOn(access, who);
  const open: Access = { least: "nobody" };
  const row: Access = { least: "operator", kinds: ["user", "token"], scope: "operate", amounts: true };
  assert.deepEqual([verdict(open, null), verdict(row, null)], ["allowed", "login"]);
  assert.equal(verdict(row, viewer({ role: "operator" })), "allowed");
  const refused: Partial<Viewer>[] = [
    { role: "viewer" },
    { role: "" as Role },
    { kind: "screen" },
    { kind: "anyone" },
    { masked: true },
    { kind: "token", scopes: ["read", "metrics"] },
    { kind: "token", scopes: [] },
    { kind: "token" },
  ];
  for (const change of refused) {
    assert.equal(verdict(row, viewer(change)), "forbidden", JSON.stringify(change));
  }
  assert.equal(verdict(row, viewer({ kind: "token", scopes: ["operate"] })), "allowed");
  assert.equal(verdict({ least: "viewer" }, viewer({ kind: "token", scopes: ["read"] })), "forbidden");
});
