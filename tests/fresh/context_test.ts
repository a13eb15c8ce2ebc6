import assert from "node:assert/strict";
import { App } from "fresh";
import { ask } from "./ask.ts";

Deno.test("Context.redirect() keeps local paths on the host and leaves others as they are", async () => {
  const targets = {
    "/a": "/a",
    "//evil.example": "/evil.example",
    "/a//b?u=http://c//d": "/a/b?u=http://c//d",
    "/a#//b": "/a#//b",
    "https://shop.example//x": "https://shop.example//x",
    "next": "next",
  };
  for (const [target, location] of Object.entries(targets)) {
    const response = await ask(new App().get("/", (ctx) => ctx.redirect(target)), "/");
    assert.equal(response.status, 302);
    assert.equal(response.headers.get("location"), location);
  }
  const permanent = await ask(new App({ basePath: "/b" }).get("/", (ctx) => ctx.redirect("/x", 308)), "/b");
  assert.deepEqual([permanent.status, permanent.headers.get("location")], [308, "/x"]);
});

Deno.test("Context.html() always says that it is HTML, text() and json() say what they are", async () => {
  const app = new App()
    .get("/html", (ctx) => ctx.html("<p>", { headers: { "content-type": "text/plain" }, status: 201 }))
    .get("/text", (ctx) => ctx.text("t"))
    .get("/json", (ctx) => ctx.json({ a: 1 }, { status: 202 }));
  const html = await ask(app, "/html");
  assert.deepEqual([html.status, html.headers.get("content-type")], [201, "text/html; charset=utf-8"]);
  assert.equal((await ask(app, "/text")).headers.get("content-type"), "text/plain;charset=UTF-8");
  const json = await ask(app, "/json");
  assert.deepEqual([json.status, await json.json()], [202, { a: 1 }]);
});

Deno.test("App.handler() passes on who is asking", async () => {
  const app = new App().get("/", (ctx) => ctx.json(ctx.info.remoteAddr));
  const info: Deno.ServeHandlerInfo = {
    remoteAddr: { transport: "tcp", hostname: "192.0.2.1", port: 9 },
    completed: Promise.resolve(),
  };
  const response = await app.handler()(new Request("http://localhost/"), info);
  assert.deepEqual(await response.json(), info.remoteAddr);
});
