import assert from "node:assert/strict";
import { App, type Context, HttpError, page, type PageProps } from "fresh";
import { compareFiles, filePattern } from "../../lib/fresh/file_pattern.ts";
import { applySnapshot } from "../../lib/fresh/apply_snapshot.ts";
import { EMPTY_SNAPSHOT } from "../../lib/fresh/snapshot.ts";
import { answer, ask } from "./ask.ts";

function fileApp(modules: Record<string, Record<string, unknown>>, basePath = ""): App<unknown> {
  const app = new App({ basePath }).fsRoutes();
  const routes = Object.entries(modules).map(([path, module]) => ({ path, module }));
  applySnapshot(app, { ...EMPTY_SNAPSHOT, routes });
  return app;
}

const say = (text: string) => ({ handler: () => new Response(text) });
const frame = (name: string) => ({ Component }: PageProps) => (
  <div class={name}>
    <Component />
  </div>
);
const component = () => <p>page</p>;

Deno.test("filePattern() turns the names of files into URL patterns", () => {
  const patterns = {
    index: "/",
    "blog/index": "/blog",
    "[id]": "/:id",
    "api/[a]-[b]": "/api/:a-:b",
    "[...rest]": "/:rest*",
    "[[opt]]": "/{:opt}?",
    "docs/[[ver]]/index": "/docs{/:ver}?",
    "(grp)/x": "/x",
    "(grp)/(in)/z": "/z",
    "(grp)/index": "/",
    "foo.bar": "/foo.bar",
    "한글/a b": "/%ED%95%9C%EA%B8%80/a%20b",
  };
  for (const [path, pattern] of Object.entries(patterns)) assert.equal(filePattern(path), pattern, path);
});

Deno.test("filePattern() refuses names that have no pattern", () => {
  for (const path of ["[a][b]", "x-[[y]]", "[open"]) {
    assert.throws(
      () => filePattern(path),
      new RegExp(`Cannot make a route of "${path.replace(/[[\]]/g, "\\$&")}"`),
    );
  }
});

Deno.test("compareFiles() puts what covers others first and what matches most last", () => {
  const sorted = [
    "_app",
    "_middleware",
    "_layout",
    "_404",
    "_error",
    "index",
    "a/_middleware",
    "a/b",
    "b",
    "(g)/c",
    "[id]",
    "[...all]",
  ];
  assert.deepEqual([...sorted].reverse().sort(compareFiles), sorted);
});

Deno.test("App.fsRoutes() matches files with optional and rest parameters", async () => {
  const params = { handler: (ctx: Context<unknown>) => ctx.json(ctx.params) };
  const app = fileApp({ "o/[[opt]].ts": params, "r/[...rest].ts": params, "(g)/한글.ts": say("hangul") });
  assert.equal(await answer(app, "/o"), `200 {"opt":""}`);
  assert.equal(await answer(app, "/o/1"), `200 {"opt":"1"}`);
  assert.equal(await answer(app, "/r/1/2"), `200 {"rest":"1/2"}`);
  assert.equal(await answer(app, "/%ED%95%9C%EA%B8%80"), "200 hangul");
});

Deno.test("App.fsRoutes() has folders' middlewares, layouts and error pages cover what is in them", async () => {
  const mark = (name: string) => async (ctx: Context<unknown>) => {
    const response = await ctx.next();
    response.headers.append("x-mark", name);
    return response;
  };
  const app = fileApp({
    "_app.tsx": {
      default: ({ Component }: PageProps) => (
        <body>
          <Component />
        </body>
      ),
    },
    "_layout.tsx": { default: frame("root") },
    "_middleware.ts": { default: mark("root") },
    "a/_layout.tsx": { default: frame("a") },
    "a/_middleware.ts": { handler: [mark("a1"), mark("a2")] },
    "a/_error.tsx": { default: ({ error }: PageProps) => <b>{(error as Error).message}</b> },
    "a/index.tsx": { default: component },
    "a/broken.ts": {
      handler: () => {
        throw new HttpError(418);
      },
    },
    "b.tsx": { default: component },
  });
  const inner = await ask(app, "/a");
  assert.match(await inner.text(), /<body><div class="root"><div class="a"><p>page/);
  assert.equal(inner.headers.get("x-mark"), "a2, a1, root");
  const outer = await ask(app, "/b");
  assert.match(await outer.text(), /<body><div class="root"><p>page/);
  assert.equal(outer.headers.get("x-mark"), "root");
  const broken = await ask(app, "/a/broken");
  assert.equal(broken.status, 418);
  assert.match(await broken.text(), /<div class="a"><b>I&#39;m a teapot|<div class="a"><b>I'm a teapot/);
});

Deno.test("App.fsRoutes() has the folder of a group cover its files alone", async () => {
  const app = fileApp({
    "(shop)/_layout.tsx": { default: frame("shop") },
    "(shop)/x.tsx": { default: component },
    "y.tsx": { default: component },
  });
  assert.match(await answer(app, "/x"), /<div class="shop"><p>/);
  assert.match(await answer(app, "/y"), /<body><p>/);
});

Deno.test("App.fsRoutes() answers 404 through _404, in whatever folder it lies", async () => {
  const app = fileApp({
    "_404.tsx": {
      handler: (ctx: Context<unknown>) =>
        ctx.url.pathname.startsWith("/api/")
          ? ctx.json({}, { status: 404 })
          : page(undefined, { status: 404 }),
      default: () => <i>none</i>,
    },
    "api/x.ts": {
      handler: {
        GET: () => {
          throw new HttpError(404);
        },
      },
    },
  });
  assert.equal(await answer(app, "/api/x"), "404 {}");
  assert.match(await answer(app, "/none"), /^404 .*<i>none<\/i>/);
});

Deno.test("App.fsRoutes() answers 405 and OPTIONS by a file's handlers", async () => {
  const app = fileApp({ "api/x.ts": { handlers: { GET: () => new Response("x") } } });
  assert.equal((await ask(app, "/api/x", { method: "POST" })).status, 405);
  assert.equal((await ask(app, "/api/x", { method: "OPTIONS" })).headers.get("allow"), "GET");
});

Deno.test("App.fsRoutes() takes a file's own pattern and its leave to skip layouts from config", async () => {
  const app = fileApp({
    "_layout.tsx": { default: frame("root") },
    "x.tsx": { default: component, config: { routeOverride: "/other/:id", skipInheritedLayouts: true } },
  });
  assert.match(await answer(app, "/other/1"), /^200 .*<body><p>page/);
  assert.equal((await ask(app, "/x")).status, 404);
});

Deno.test("App.fsRoutes() takes Other _names as routes", async () => {
  assert.equal(await answer(fileApp({ "_x.ts": say("x") }), "/_x"), "200 x");
});

Deno.test("App.fsRoutes() serves files below the base path", async () => {
  const app = fileApp({
    "index.ts": say("home"),
    "a/[id].ts": { handler: (ctx: Context<unknown>) => ctx.text(ctx.route!) },
  }, "/base");
  assert.equal(await answer(app, "/base"), "200 home");
  assert.equal(await answer(app, "/base/a/1"), "200 /base/a/:id");
});

Deno.test("App.fsRoutes() refuses files that cannot be routes, and names them", () => {
  const handler = (module: Record<string, unknown>, path = "x.ts") => () =>
    fileApp({ [path]: module }).handler();
  assert.throws(handler({}), /Cannot use routes\/x: Could not find relevant exports/);
  assert.throws(
    handler({ handler: (_a: unknown, _b: unknown) => {} }),
    /routes\/x: its handler takes 2 arguments/,
  );
  assert.throws(
    handler({ handler: { GET: () => {} } }, "_middleware.ts"),
    /routes\/_middleware: a middleware is a function/,
  );
});
