import assert from "node:assert/strict";
import { App, staticFiles } from "fresh";
import { asset } from "fresh/runtime";
import { applySnapshot } from "../../lib/fresh/apply_snapshot.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "../../lib/fresh/snapshot.ts";
import { answer, ask } from "./ask.ts";

const bytes = (text: string) => Uint8Array.from(new TextEncoder().encode(text));
const NEVER = "no-cache, no-store, max-age=0, must-revalidate";
const FOREVER = "public, max-age=31536000, immutable";

function staticApp({ mode = "production", basePath = "" }: Partial<Snapshot> & { basePath?: string } = {}) {
  const app = new App({ basePath }).use(staticFiles()).get("/page", () => new Response("page"));
  applySnapshot(app, {
    ...EMPTY_SNAPSHOT,
    mode,
    buildId: "id1",
    files: new Map([
      ["/a.css", { hash: "aaa", content: bytes("a{}") }],
      ["/한글, 이름.svg", { hash: "bbb", content: bytes("<svg/>") }],
      ["/_fresh/js/id1/x.js", { hash: "ccc", content: bytes("x") }],
      ["/here.txt", { hash: "ddd", content: new URL(import.meta.url) }],
    ]),
  });
  return app;
}

Deno.test("staticFiles() serves a file with its type, never to be stored, and checked by a weak ETag", async () => {
  const response = await ask(staticApp(), "/a.css");
  assert.equal(await response.text(), "a{}");
  assert.deepEqual(Object.fromEntries(response.headers), {
    "cache-control": NEVER,
    "content-type": "text/css; charset=utf-8",
    etag: `W/"aaa"`,
    vary: "If-None-Match",
  });
});

Deno.test("staticFiles() reads files that lie on disk", async () => {
  assert.match(await answer(staticApp(), "/here.txt"), /reads files that lie on disk/);
});

Deno.test("staticFiles() answers 304 to who has the file, in any of its lists", async () => {
  const app = staticApp();
  for (const tag of [`W/"aaa"`, `"aaa"`, `"zzz", W/"aaa"`, "*"]) {
    assert.equal(await answer(app, "/a.css", { headers: { "if-none-match": tag } }), "304 ", tag);
  }
  assert.equal(await answer(app, "/a.css", { headers: { "if-none-match": `"zzz"` } }), "200 a{}");
});

Deno.test("staticFiles() has neither ETag nor 304 in development", async () => {
  const response = await ask(staticApp({ mode: "development" }), "/a.css", {
    headers: { "if-none-match": `"aaa"` },
  });
  assert.deepEqual([response.status, response.headers.get("etag")], [200, null]);
});

Deno.test("staticFiles() lets files with the build's id be kept for ever", async () => {
  const app = staticApp();
  for (const path of ["/a.css?__frsh_c=id1", "/_fresh/js/id1/x.js"]) {
    assert.equal((await ask(app, path)).headers.get("cache-control"), FOREVER, path);
  }
});

Deno.test("staticFiles() sends who has another build's URL to the file as it is", async () => {
  const response = await ask(staticApp(), "/a.css?x=1&__frsh_c=old");
  assert.deepEqual([response.status, response.headers.get("location")], [307, "/a.css?x=1"]);
});

Deno.test("staticFiles() answers HEAD without the content and other methods with 405", async () => {
  const app = staticApp();
  const head = await ask(app, "/a.css", { method: "HEAD" });
  assert.deepEqual([await head.text(), head.headers.get("etag")], ["", `W/"aaa"`]);
  assert.equal(await answer(app, "/a.css", { method: "POST" }), "405 Method Not Allowed");
});

Deno.test("staticFiles() finds encoded names", async () => {
  assert.equal(await answer(staticApp(), `/${encodeURIComponent("한글, 이름.svg")}`), "200 <svg/>");
  assert.equal(await answer(staticApp(), encodeURI("/한글, 이름.svg")), "200 <svg/>");
});

Deno.test("staticFiles() passes on what is no file, also with bad escapes and dots", async () => {
  const app = staticApp();
  assert.equal(await answer(app, "/page"), "200 page");
  for (const path of ["/none.css", "/%E0%A4%A", "/..%2fdeno.json", "/%2e%2e/deno.json"]) {
    assert.equal((await ask(app, path)).status, 404, path);
  }
});

Deno.test("staticFiles() answers a bare 404 for a missing favicon", async () => {
  assert.equal(await answer(staticApp(), "/favicon.ico"), "404 ");
});

Deno.test("staticFiles() serves below the base path alone", async () => {
  const app = staticApp({ basePath: "/base" });
  assert.equal(await answer(app, "/base/a.css"), "200 a{}");
  assert.equal((await ask(app, "/a.css")).status, 404);
});

Deno.test("asset() adds the build's id to local paths, once", () => {
  staticApp();
  assert.equal(asset("/a.css"), "/a.css?__frsh_c=id1");
  assert.equal(asset("/a.css?x=1#y"), "/a.css?x=1&__frsh_c=id1#y");
  assert.equal(asset(asset("/a.css")), "/a.css?__frsh_c=id1");
  for (const path of ["a.css", "//cdn.example/a.css", "https://cdn.example/a.css"]) {
    assert.equal(asset(path), path);
  }
});
