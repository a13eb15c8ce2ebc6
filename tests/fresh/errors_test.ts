import assert from "node:assert/strict";
import { App, type Context, HttpError, page } from "fresh";
import { answer, ask } from "./ask.ts";
import { capturedErrors } from "./captured_errors.ts";

const fail = (error: unknown) => () => {
  throw error;
};
const describe = (name: string) => (ctx: Context<unknown>) =>
  ctx.text(`${name}: ${ctx.error instanceof Error ? ctx.error.message : ctx.error}`, { status: 500 });

Deno.test("HttpError has its status's own message, or the given one", async () => {
  const app = new App().get("/own", fail(new HttpError(403))).get("/said", fail(new HttpError(403, "no")));
  assert.equal(await answer(app, "/own"), "403 Forbidden");
  assert.equal(await answer(app, "/said"), "403 no");
});

Deno.test("App answers an unknown error with 500, tells nothing of it and writes it to stderr", async () => {
  using errors = capturedErrors();
  const app = new App().get("/error", fail(new Error("secret"))).get("/text", fail("secret"))
    .get("/nothing", () => undefined as unknown as Response)
    .get("/thrown", fail(new Response("thrown")));
  for (const path of ["/error", "/text", "/nothing", "/thrown"]) {
    assert.equal(await answer(app, path), "500 Internal server error", path);
  }
  assert.equal(errors.written.length, 4);
  assert.match(String(errors.written[2]), /Cannot answer \/nothing: a handler returned undefined/);
});

Deno.test("App.onError() of the nearest segment answers, also for its own middlewares", async () => {
  const app = new App().onError("*", describe("root")).onError("/a", describe("a"))
    .use("/a/b", fail(new Error("from middleware"))).get("/a/b/c", () => new Response())
    .get("/a/x", fail(new Error("inner"))).get("/y", fail(new Error("outer")));
  assert.equal(await answer(app, "/a/x"), "500 a: inner");
  assert.equal(await answer(app, "/a/b/c"), "500 a: from middleware");
  assert.equal(await answer(app, "/y"), "500 root: outer");
});

Deno.test("App.onError() that throws itself hands over to the next outer one", async () => {
  const app = new App().onError("*", describe("root")).onError("/a", fail(new Error("second")))
    .get("/a", fail(new Error("first")));
  assert.equal(await answer(app, "/a"), "500 root: second");
});

Deno.test("App.notFound() answers every 404, before any onError()", async () => {
  const app = new App().onError("*", describe("root")).onError("/a", describe("a"))
    .notFound((ctx) => ctx.text(`no ${ctx.url.pathname}`, { status: 404 }))
    .get("/a/x", fail(new HttpError(404)))
    .get("/a/y", fail(new HttpError(403)));
  assert.equal(await answer(app, "/a/y"), "500 a: Forbidden");
  assert.equal(await answer(app, "/a/x"), "404 no /a/x");
  assert.equal(await answer(app, "/none"), "404 no /none");
});

Deno.test("App.notFound() with a component answers 404, with the error at hand", async () => {
  const app = new App().notFound({
    component: ({ error }) => error instanceof HttpError ? error.message : "none",
  });
  const response = await ask(app, "/none");
  assert.equal(response.status, 404);
  assert.match(await response.text(), /<body>Not Found<\/body>/);
});

Deno.test("App.onError() with a component takes the error's status, page() may set another", async () => {
  const component = () => "sorry";
  const app = new App().onError("*", { component }).onError("/own", {
    component,
    handler: () => page(1, { status: 503 }),
  })
    .get("/teapot", fail(new HttpError(418))).get("/error", fail(new Error("x"))).get(
      "/own",
      fail(new Error("x")),
    );
  assert.equal((await ask(app, "/teapot")).status, 418);
  assert.equal((await ask(app, "/error")).status, 500);
  assert.equal((await ask(app, "/own")).status, 503);
});
