import assert from "node:assert/strict";
import { App, HttpError, type Middleware } from "fresh";
import { answer, ask } from "./ask.ts";

interface State {
  trace: string[];
}

/** Adds its name to the state on the way in. */
function trace(name: string): Middleware<State> {
  return (ctx) => {
    (ctx.state.trace ??= []).push(name);
    return ctx.next();
  };
}
const tell: Middleware<State> = (ctx) => ctx.text((ctx.state.trace ?? []).join(" "));

Deno.test("App.use() runs middlewares from the outside in, in the order of the calls", async () => {
  const app = new App<State>().use(trace("a"), trace("b")).use("/x", trace("x")).get(
    "/x/y",
    trace("own"),
    tell,
  );
  assert.equal(await answer(app, "/x/y"), "200 a b x own");
});

Deno.test("App.use() does not cover routes that were registered before it", async () => {
  const app = new App<State>().get("/early", tell).use(trace("late")).get("/after", tell);
  assert.equal(await answer(app, "/early"), "200 ");
  assert.equal(await answer(app, "/after"), "200 late");
});

Deno.test("App.use() covers whole segments of a path, compared as text", async () => {
  const app = new App<State>().use("/foo", trace("foo")).use("/foo/:id", trace("id")).use(
    "/star/*",
    trace("star"),
  )
    .get("/foo", tell).get("/foo/:id", tell).get("/foo/:id/x", tell).get("/foobar", tell).get(
      "/star/x",
      tell,
    );
  assert.equal(await answer(app, "/foo"), "200 foo");
  assert.equal(await answer(app, "/foo/"), "200 foo");
  assert.equal(await answer(app, "/foo/1"), "200 foo id");
  assert.equal(await answer(app, "/foo/1/x"), "200 foo id");
  assert.equal(await answer(app, "/foobar"), "200 ");
  assert.equal(await answer(app, "/star/x"), "200 ");
});

Deno.test("App runs only root middlewares for 404 and 405, as a rejected next()", async () => {
  const seen: string[] = [];
  const watch = (name: string): Middleware<State> => async (ctx) => {
    try {
      return await ctx.next();
    } catch (error) {
      seen.push(`${name} ${(error as HttpError).status}`);
      throw error;
    }
  };
  const app = new App<State>().use(watch("root")).use("/api", watch("api")).post("/api/x", tell);
  await ask(app, "/api/nothing");
  await ask(app, "/api/x");
  assert.deepEqual(seen, ["root 404", "root 405"]);
});

Deno.test("Context.next() gives a response that middlewares may change or replace", async () => {
  const app = new App().use(async (ctx) => {
    const response = await ctx.next();
    response.headers.set("x-seen", "yes");
    return new Response(`<${await response.text()}>`, response);
  }).get("/", () => new Response("inner"));
  const response = await ask(app, "/");
  assert.equal(response.headers.get("x-seen"), "yes");
  assert.equal(await response.text(), "<inner>");
});

Deno.test("Context.state is a new one for every request", async () => {
  const app = new App<State>().use(trace("once")).get("/", tell);
  const handler = app.handler();
  const both = await Promise.all([1, 2].map(() => handler(new Request("http://localhost/"))));
  assert.deepEqual(await Promise.all(both.map((response) => response.text())), ["once", "once"]);
});
