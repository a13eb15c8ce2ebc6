import assert from "node:assert/strict";
import { App, HttpError } from "fresh";
import { accessLog } from "@/lib/web/access_log.ts";
import type { Fields } from "@/lib/app/log.ts";
import type { State } from "@/lib/web/state.ts";
import type { AccessLog } from "@/lib/config/config.ts";
import { openTestServices } from "../support/test_services.ts";
import { listen } from "../support/test_app.ts";

type Line = [message: string, fields: Fields];

/** A server of its own with the access log; `next()` gives the next line of it. */
async function open(access: AccessLog, trust_proxy = false) {
  const { services } = await openTestServices({ server: { trust_proxy } });
  const lines: Line[] = [];
  let arrived = Promise.withResolvers<void>();
  const info = (message: string, fields: Fields = {}) => {
    lines.push([message, fields]);
    arrived.resolve();
    arrived = Promise.withResolvers();
  };
  const given = { ...services, access, log: { ...services.log, info } };
  const app = new App<State>().use(accessLog(given))
    .get("/page", () => new Response("페이지"))
    .get("/refused", () => new Response(null, { status: 403 }))
    .get("/throws", () => {
      throw new HttpError(404);
    })
    .get("/endless", () => new Response(new ReadableStream({ pull: (c) => c.enqueue(new Uint8Array(10)) })));
  const server = listen(app.handler());
  const next = async (): Promise<Line> => {
    for (;;) {
      const more = arrived.promise;
      const line = lines.shift();
      if (line) return line;
      await more;
    }
  };
  return { ...server, url: `http://${server.host}`, lines, next };
}

async function get(url: string, headers: HeadersInit = {}): Promise<void> {
  await (await fetch(url, { headers })).text();
}

Deno.test("accessLog() writes method, path, status, time, bytes and peer, and neither query nor headers", async () => {
  await using server = await open("all");
  await get(`${server.url}/page?token=hidden-word`, {
    authorization: "Bearer hidden-word",
    cookie: "s=hidden-word",
  });
  const [message, fields] = await server.next();
  const { ms, ...rest } = fields;
  assert.deepEqual([message, rest], [
    "Answered",
    { method: "GET", path: "/page", status: 200, bytes: 9, peer: "127.0.0.1" },
  ]);
  assert.ok(Number.isInteger(ms) && Number(ms) >= 0);
  assert.doesNotMatch(JSON.stringify(fields), /hidden-word/);
});

Deno.test("accessLog() knows the status of what was thrown, and where the peer went first", async () => {
  await using server = await open("all");
  await get(`${server.url}/throws`);
  assert.equal((await server.next())[1].status, 404);
  const leaving = new AbortController();
  const endless = await fetch(`${server.url}/endless`, { signal: leaving.signal });
  await endless.body!.getReader().read();
  leaving.abort();
  assert.equal((await server.next())[1].aborted, true);
});

Deno.test("accessLog() writes with 'errors' only what was refused or failed, with 'off' nothing", async () => {
  await using server = await open("errors");
  await get(`${server.url}/page`);
  await get(`${server.url}/refused`);
  assert.equal((await server.next())[1].status, 403);
  await using silent = await open("off");
  await get(`${silent.url}/refused`);
  assert.deepEqual(silent.lines, []);
});

Deno.test("accessLog() takes the peer from a trusted proxy only, and cuts what is too long", async () => {
  const headers = { "x-forwarded-for": "203.0.113.7" };
  await using direct = await open("all");
  await get(`${direct.url}/page`, headers);
  assert.equal((await direct.next())[1].peer, "127.0.0.1");
  await using behind = await open("all", true);
  await get(`${behind.url}/page`, headers);
  assert.equal((await behind.next())[1].peer, "203.0.113.7");
  await get(`${behind.url}/${"x".repeat(5_000)}`);
  assert.equal(String((await behind.next())[1].path).length, 500);
});
