import assert from "node:assert/strict";
import { App, type Context, createDefine, page, type PageProps } from "fresh";
import { Head } from "fresh/runtime";
import type { VNode } from "preact";
import { ask } from "./ask.ts";
import { capturedErrors } from "./captured_errors.ts";

const define = createDefine<unknown>();
const html = async (app: App<unknown>, path = "/", init?: RequestInit) =>
  await (await ask(app, path, init)).text();
const wrap = (name: string) =>
  define.layout(({ Component }) => (
    <div class={name}>
      <Component />
    </div>
  ));

Deno.test("Context.render() puts a document around what is none", async () => {
  const app = new App().get("/", (ctx) => ctx.render(<p>hi</p>, { status: 201, headers: { "x-a": "1" } }));
  const response = await ask(app, "/");
  assert.equal(
    await response.text(),
    `<!DOCTYPE html><html><head><meta charset="utf-8"/></head><body><p>hi</p></body></html>`,
  );
  assert.deepEqual([response.status, response.headers.get("x-a")], [201, "1"]);
  assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
});

Deno.test("Context.render() renders null and refuses everything that is no element", async () => {
  using errors = capturedErrors();
  const app = new App().get("/null", (ctx) => ctx.render(null))
    .get("/text", (ctx) => ctx.render("text" as unknown as VNode))
    .get("/none", (ctx) => ctx.render(undefined as unknown as VNode));
  assert.match(await html(app, "/null"), /<body><\/body>/);
  for (const path of ["/text", "/none"]) assert.equal((await ask(app, path)).status, 500);
  assert.match(String(errors.written), /Cannot render \/text: ctx.render\(\) got string, not an element/);
});

Deno.test("Context.render() completes an app wrapper that leaves out head or body", async () => {
  const render = (element: VNode) =>
    html(new App().appWrapper(() => element).get("/", (ctx) => ctx.render(null)));
  assert.equal(
    await render(
      <html lang="ko">
        <body>x</body>
      </html>,
    ),
    `<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"/></head><body>x</body></html>`,
  );
  assert.equal(
    await render(
      <html>
        <head>
          <title>t</title>
        </head>
        <body>x</body>
      </html>,
    ),
    `<!DOCTYPE html><html><head><title>t</title></head><body>x</body></html>`,
  );
});

Deno.test("App renders pages inside layouts, inner ones first, and the app wrapper around all", async () => {
  const app = new App().appWrapper(({ Component }) => (
    <body>
      <Component />
    </body>
  ))
    .layout("*", wrap("root")).layout("/a", wrap("a")).get("/a/b", (ctx) => ctx.render(<p />));
  assert.match(
    await html(app, "/a/b"),
    /<body><div class="root"><div class="a"><p><\/p><\/div><\/div><\/body>/,
  );
});

Deno.test("App leaves out layouts and wrapper where a layout, a route or a rendering says so", async () => {
  const skipBoth = { skipInheritedLayouts: true, skipAppWrapper: true };
  const app = new App().appWrapper(({ Component }) => (
    <body>
      <i />
      <Component />
    </body>
  )).layout("*", wrap("root"))
    .layout("/own", wrap("own"), { skipInheritedLayouts: true })
    .layout("/bare", wrap("bare"), { skipAppWrapper: true })
    .get("/own/x", (ctx) => ctx.render(<p />)).get("/bare/x", (ctx) => ctx.render(<p />))
    .route("/route", { component: () => <p />, config: skipBoth })
    .get("/call", (ctx) => ctx.render(<p />, {}, skipBoth));
  assert.match(await html(app, "/own/x"), /<body><i><\/i><div class="own"><p><\/p><\/div><\/body>/);
  assert.match(
    await html(app, "/bare/x"),
    /<body><div class="root"><div class="bare"><p><\/p><\/div><\/div><\/body>/,
  );
  assert.match(await html(app, "/route"), /<body><p><\/p><\/body>/);
  assert.match(await html(app, "/call"), /<body><p><\/p><\/body>/);
});

Deno.test("App renders an error page in the layouts of its own folder, not in those of where the error was", async () => {
  const app = new App().layout("*", wrap("root")).onError("*", { component: () => <p>sorry</p> })
    .layout("/a", wrap("a")).get("/a/b", () => {
      throw new Error("inner");
    });
  assert.match(await html(app, "/a/b"), /<body><div class="root"><p>sorry<\/p><\/div><\/body>/);
});

Deno.test("App awaits async pages, layouts and wrappers, and takes a Response of theirs instead", async () => {
  const layout = async ({ Component }: PageProps) => {
    await Promise.resolve();
    return (
      <main>
        <Component />
      </main>
    );
  };
  const app = new App().layout("*", layout)
    .route("/page", { component: async () => await Promise.resolve(<p>late</p>) })
    .route("/away", {
      component: async () => await Promise.resolve(new Response("instead", { status: 203 })),
    });
  assert.match(await html(app, "/page"), /<main><p>late<\/p><\/main>/);
  const away = await ask(app, "/away");
  assert.deepEqual([away.status, await away.text()], [203, "instead"]);
});

Deno.test("page() gives the component its data, and the response its status and all its headers", async () => {
  const headers: [string, string][] = [["set-cookie", "a=1"], ["set-cookie", "b=2"]];
  const handler = define.handlers({ GET: () => page({ name: "kim" }, { status: 202, headers }) });
  const component = define.page<typeof handler>(({ data }) => <p>{data.name}</p>);
  const response = await ask(new App().route("/", { handler, component }), "/");
  assert.match(await response.text(), /<p>kim<\/p>/);
  assert.equal(response.status, 202);
  assert.deepEqual(response.headers.getSetCookie(), ["a=1", "b=2"]);
});

Deno.test("App gives a page without data for GET an empty object, and none for page()", async () => {
  const component = ({ data }: PageProps) => <p>{JSON.stringify(data) ?? "undefined"}</p>;
  const app = new App().route("/alone", { component }).route("/post", {
    component,
    handler: { POST: () => page() },
  })
    .route("/null", { component, handler: () => page(null) });
  assert.match(await html(app, "/alone", { method: "POST" }), /<p>{}<\/p>/);
  assert.match(await html(app, "/post"), /<p>{}<\/p>/);
  assert.match(await html(app, "/post", { method: "POST" }), /<p>undefined<\/p>/);
  assert.match(await html(app, "/null"), /<p>undefined<\/p>/);
});

Deno.test("App answers 405 where a route has only handlers of other methods, 500 where a handler forgets to return", async () => {
  using errors = capturedErrors();
  const app = new App().route("/post", { handler: { POST: () => page() } })
    .route("/forgot", { handler: (() => {}) as () => Response });
  assert.equal((await ask(app, "/post")).status, 405);
  assert.equal((await ask(app, "/forgot")).status, 500);
  assert.match(String(errors.written), /Cannot answer \/forgot: its handler returned undefined/);
});

Deno.test("Head puts elements into the document's head, in place of those that are the same", async () => {
  const wrapper = ({ Component }: PageProps) => (
    <html>
      <head>
        <title>default</title>
        <meta name="description" content="default" />
        <link rel="icon" href="/a.svg" />
        <style key="theme">old</style>
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
  const app = new App().appWrapper(wrapper).get("/", (ctx) =>
    ctx.render(
      <div>
        <Head>
          <title>own</title>
          <meta name="description" content="own" />
          <meta name="robots" content="none" />
        </Head>
        <Head>
          <link rel="icon" href="/b.svg" />
          <style key="theme">new</style>
        </Head>
      </div>,
    ));
  const head = /<head>(.*)<\/head>/.exec(await html(app))![1]!.replaceAll(/ nonce="\w+"/g, "");
  assert.equal(
    head,
    `<title>own</title><meta name="description" content="own"/><link rel="icon" href="/b.svg"/>` +
      `<style>new</style><meta name="robots" content="none"/>`,
  );
});

Deno.test("Context.render() gives scripts and styles one nonce a response, unless they have their own", async () => {
  const app = new App().get("/", (ctx: Context<unknown>) =>
    ctx.render(
      <div>
        <script src="/a.js" />
        <style>b</style>
        <script nonce="own" />
      </div>,
    ));
  const nonces = async () => [...(await html(app)).matchAll(/nonce="(\w+)"/g)].map(([, nonce]) => nonce!);
  const [first, second] = [await nonces(), await nonces()];
  assert.match(first[0]!, /^[0-9a-f]{32}$/);
  assert.deepEqual(first, [first[0], first[0], "own"]);
  assert.notEqual(first[0], second[0]);
});

Deno.test("Context.render() leaves elements that an app keeps as they were", async () => {
  const document = (
    <html>
      <head>
        <script src="/a.js" />
      </head>
      <body>x</body>
    </html>
  );
  const app = new App().get("/", (ctx) => ctx.render(document));
  const [first, second] = [await html(app), await html(app)];
  assert.equal(first.replaceAll(/ nonce="\w+"/g, ""), second.replaceAll(/ nonce="\w+"/g, ""));
  assert.notEqual(first, second, "each has its own nonce");
});

Deno.test("Context.render() keeps concurrent pages apart", async () => {
  const component = async ({ params }: PageProps) => {
    await Promise.resolve();
    return (
      <p>
        <Head>
          <title>{params.id}</title>
        </Head>
        {params.id}
      </p>
    );
  };
  const handler = new App().route("/:id", { component }).handler();
  const ids = Array.from({ length: 20 }, (_, index) => `p${index}`);
  const pages = await Promise.all(
    ids.map(async (id) => await (await handler(new Request(`http://localhost/${id}`))).text()),
  );
  pages.forEach((text, index) =>
    assert.match(text, new RegExp(`<title>p${index}</title>.*<p>p${index}</p>`))
  );
});
