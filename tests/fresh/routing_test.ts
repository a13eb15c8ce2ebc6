import assert from "node:assert/strict";
import { App, type Context } from "fresh";
import { answer, ask } from "./ask.ts";

const say = (text: string) => () => new Response(text);
const params = (ctx: Context<unknown>) => ctx.json(ctx.params);

Deno.test("App.get() answers HEAD without the body, but with the headers", async () => {
  const app = new App().get("/", () => new Response("hello", { headers: { "x-a": "1" } }));
  const response = await ask(app, "/", { method: "HEAD" });
  assert.equal(response.headers.get("x-a"), "1");
  assert.equal(await response.text(), "");
});

Deno.test("App.get() that answers HEAD with a stream has the stream ended", async () => {
  const ended = Promise.withResolvers<string>();
  const stream = () => new ReadableStream({ cancel: () => ended.resolve("ended") });
  await ask(new App().get("/", () => new Response(stream())), "/", { method: "HEAD" });
  assert.equal(await ended.promise, "ended");
});

Deno.test("App.head() wins over get() and loses its body", async () => {
  const app = new App().head("/", () => new Response("x", { status: 202 })).get("/", say("get"));
  assert.equal(await answer(app, "/", { method: "HEAD" }), "202 ");
});

Deno.test("App answers another method with 405, OPTIONS with what is allowed", async () => {
  const app = new App().get("/a", say("get")).post("/a", say("post"));
  assert.equal(await answer(app, "/a", { method: "DELETE" }), "405 Method Not Allowed");
  assert.equal(await answer(app, "/a", { method: "PROPFIND" }), "405 Method Not Allowed");
  const options = await ask(app, "/a", { method: "OPTIONS" });
  assert.equal(options.status, 204);
  assert.equal(options.headers.get("allow"), "GET, POST");
});

Deno.test("App registers each method by its own name, and all() every one", async () => {
  const app = new App().put("/", say("put")).patch("/", say("patch")).delete("/", say("delete"))
    .all("/all", (ctx) => ctx.text(ctx.req.method));
  for (const method of ["PUT", "PATCH", "DELETE"]) {
    assert.equal(await answer(app, "/", { method }), `200 ${method.toLowerCase()}`);
    assert.equal(await answer(app, "/all", { method }), `200 ${method}`);
  }
});

Deno.test("Router.match() prefers static routes to dynamic ones, whatever the order", async () => {
  const app = new App().get("/:id", say("dynamic")).get("/fixed", say("static"));
  assert.equal(await answer(app, "/fixed"), "200 static");
  assert.equal(await answer(app, "/other"), "200 dynamic");
});

Deno.test("Router.match() does not look further where a static path has another method", async () => {
  const app = new App().post("/fixed", say("post")).get("/:id", say("dynamic"));
  assert.equal((await ask(app, "/fixed")).status, 405);
});

Deno.test("Router.match() takes static routes with and without a trailing slash, dynamic ones as written", async () => {
  const app = new App().get("/a", say("a")).get("/b/", say("b")).get("/id/:id", say("id")).get(
    "/w/*",
    say("w"),
  );
  for (const path of ["/a", "/a/", "/b", "/b/", "/id/1", "/w/1"]) {
    assert.equal((await ask(app, path)).status, 200, path);
  }
  for (const path of ["/id/1/", "/w"]) assert.equal((await ask(app, path)).status, 404, path);
});

Deno.test("Router.add() keeps the first registration of a method and a pattern", async () => {
  const app = new App().get("/", say("first")).get("/", say("second"));
  assert.equal(await answer(app, "/"), "200 first");
});

Deno.test("Context.params holds decoded groups, with encoded slashes as they came", async () => {
  const app = new App().get("/p/:a", params).get("/o{/:b}?", params).get("/r/:rest*", params);
  assert.equal(await answer(app, "/p/%ED%95%9C%2F"), `200 {"a":"한%2F"}`);
  assert.equal(await answer(app, "/o"), `200 {"b":""}`);
  assert.equal(await answer(app, "/o/1"), `200 {"b":"1"}`);
  assert.equal(await answer(app, "/r/1/2"), `200 {"rest":"1/2"}`);
});

Deno.test("App answers 400 where a path is no UTF-8", async () => {
  assert.equal(await answer(new App().get("/p/:a", params), "/p/%E0%A4%A"), "400 Bad Request");
});

Deno.test("Context.url has no repeated slashes in its path", async () => {
  const app = new App().get("/a/b", (ctx) => ctx.text(ctx.url.pathname + ctx.url.search));
  assert.equal(await answer(app, "//a///b?x=//"), "200 /a/b?x=//");
});

Deno.test("Context.route is the pattern that matched, null for none", async () => {
  const app = new App().use(async (ctx) => {
    await ctx.next().catch(() => {});
    return ctx.text(String(ctx.route));
  }).get("/p/:a", params);
  assert.equal(await answer(app, "/p/1"), "200 /p/:a");
  assert.equal(await answer(app, "/none"), "200 null");
});

Deno.test("App serves everything below its base path", async () => {
  const app = new App({ basePath: "/base" }).get("/", say("home")).get(
    "/a/:id",
    (ctx) => ctx.text(ctx.url.pathname),
  );
  assert.equal(await answer(app, "/base"), "200 home");
  assert.equal(await answer(app, "/base/"), "200 home");
  assert.equal(await answer(app, "/base/a/1"), "200 /base/a/1");
  assert.equal(await answer(app, "/"), "404 Not Found");
});

Deno.test("Context.url follows X-Forwarded headers only where proxies are trusted", async () => {
  const headers = { "x-forwarded-proto": "https", "x-forwarded-host": "shop.example:8443" };
  const href = (ctx: Context<unknown>) => ctx.text(ctx.url.href);
  assert.equal(await answer(new App().get("/", href), "/", { headers }), "200 http://localhost/");
  const trusting = new App({ trustProxy: true }).get("/", href);
  assert.equal(await answer(trusting, "/", { headers }), "200 https://shop.example:8443/");
});

Deno.test("Context.url takes the first entry of X-Forwarded headers, and itself where there are none", async () => {
  const headers = { "x-forwarded-proto": "https, http", "x-forwarded-host": "shop.example, inner" };
  const app = new App({ trustProxy: true }).get("/", (ctx) => ctx.text(ctx.url.href));
  assert.equal(await answer(app, "/"), "200 http://localhost/");
  assert.equal(await answer(app, "/", { headers }), "200 https://shop.example/");
  const direct = await app.handler()(new Request("http://10.0.0.1:8765/", { headers }));
  assert.equal(await direct.text(), "https://shop.example/");
});
