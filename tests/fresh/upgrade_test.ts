import assert from "node:assert/strict";
import { App, type Context, csp } from "fresh";
import { answer } from "./ask.ts";
import { capturedErrors } from "./captured_errors.ts";
import { serve } from "./fixture.ts";

/** Opens a socket and resolves with the first message that comes. */
function talk(
  origin: string,
  path: string,
  protocols?: string[],
): Promise<{ said: string; socket: WebSocket }> {
  const socket = new WebSocket(origin.replace("http", "ws") + path, protocols);
  return new Promise((resolve, reject) => {
    socket.onmessage = ({ data }) => resolve({ said: data, socket });
    socket.onerror = () => reject(new Error(`Cannot talk to ${path}`));
  });
}

function closed(socket: WebSocket): Promise<CloseEvent> {
  const closing = new Promise<CloseEvent>((resolve) => socket.onclose = resolve);
  socket.close();
  return closing;
}

const greet = { open: (socket: WebSocket) => socket.send("hello") };

Deno.test("Context.upgrade() refuses what is no WebSocket request with 400", async () => {
  const app = new App().get("/ws", (ctx) => ctx.upgrade(greet));
  assert.equal(await answer(app, "/ws"), "400 Expected a WebSocket upgrade request");
  assert.equal(await answer(app, "/ws", { method: "HEAD" }), "400 ");
  assert.equal(await answer(app, "/ws", { method: "POST" }), "405 Method Not Allowed");
});

Deno.test("Context.upgrade() with handlers calls them, and tells how the connection ended", async () => {
  const ended = Promise.withResolvers<string>();
  const app = new App().get("/ws", (ctx) =>
    ctx.upgrade({
      message: (socket, event) => socket.send(`echo ${event.data}`),
      close: (_socket, code, reason) => ended.resolve(`${code} ${reason}`),
    }, { protocol: "v1" }));
  await using server = serve(app.handler());
  const socket = new WebSocket(server.origin.replace("http", "ws") + "/ws", ["v1"]);
  socket.onopen = () => socket.send("hi");
  const said = await new Promise((resolve) => socket.onmessage = ({ data }) => resolve(data));
  assert.equal(said, "echo hi");
  assert.equal(socket.protocol, "v1");
  const closing = new Promise((resolve) => socket.onclose = resolve);
  socket.close(4000, "enough");
  assert.equal(await ended.promise, "4000 enough");
  await closing;
});

Deno.test("Context.upgrade() without handlers gives the socket and the response", async () => {
  const app = new App().get("/ws", (ctx) => {
    const { socket, response } = ctx.upgrade({ idleTimeout: 30 });
    socket.onopen = () => greet.open(socket);
    return response;
  });
  await using server = serve(app.handler());
  const { said, socket } = await talk(server.origin, "/ws");
  assert.equal(said, "hello");
  await closed(socket);
});

const careless: Record<string, App<unknown>> = {
  "a handler returns something else": new App().get("/ws", (ctx) => {
    ctx.upgrade(greet);
    return ctx.text("other");
  }),
  "a handler throws": new App().get("/ws", (ctx) => {
    ctx.upgrade(greet);
    throw new Error("after the upgrade");
  }),
  "a middleware throws": new App().use(async (ctx) => {
    await ctx.next();
    throw new Error("after the upgrade");
  }).get("/ws", (ctx) => ctx.upgrade(greet)),
  "a middleware copies the response": new App().use(async (ctx: Context<unknown>) => {
    const { headers } = await ctx.next();
    return new Response("copy", { headers });
  }).get("/ws", (ctx) => ctx.upgrade(greet)),
  "an error page answers": new App().onError("*", (ctx) => ctx.text("sorry")).get("/ws", (ctx) => {
    ctx.upgrade(greet);
    throw new Error("after the upgrade");
  }),
  "csp() is in use": new App().use(csp({ useNonce: true })).get("/ws", (ctx) => ctx.upgrade(greet)),
};

for (const [when, app] of Object.entries(careless)) {
  Deno.test(`Context.upgrade() opens the socket and keeps the server alive when ${when}`, async () => {
    using _errors = capturedErrors();
    await using server = serve(app.handler());
    for (const _attempt of ["first", "second"]) {
      const { said, socket } = await talk(server.origin, "/ws");
      assert.equal(said, "hello");
      await closed(socket);
    }
  });
}

Deno.test("csp() leaves an upgrade's headers alone", async () => {
  const seen = Promise.withResolvers<string | null>();
  const app = new App().use(async (ctx) => {
    const response = await ctx.next();
    seen.resolve(response.headers.get("content-security-policy"));
    return response;
  }).use(csp()).get("/ws", (ctx) => ctx.upgrade(greet));
  await using server = serve(app.handler());
  const { socket } = await talk(server.origin, "/ws");
  assert.equal(await seen.promise, null);
  await closed(socket);
});

Deno.test("Context.upgrade() works below a base path", async () => {
  const app = new App({ basePath: "/base" }).get("/ws", (ctx) => ctx.upgrade(greet));
  await using server = serve(app.handler());
  const { said, socket } = await talk(server.origin, "/base/ws");
  assert.equal(said, "hello");
  await closed(socket);
});
