import assert from "node:assert/strict";
import { drip, listenRaw, silent, writing } from "../markets/support/hostile.ts";
import { assertResult, type Expected, run } from "./own_checks.ts";

const SECRET = "s3cret-token-0123456789";

/** A shop's own server, by path. */
function answer(request: Request): Response {
  const { pathname } = new URL(request.url);
  const json = (body: unknown, init: ResponseInit = {}) => Response.json(body, init);
  switch (pathname) {
    case "/ok":
      return json({ status: "ok", queue: { size: 3 }, jobs: [{ late: false }], empty: null });
    case "/method":
      return new Response(request.method === "HEAD" ? null : request.method, {
        headers: { "x-method": request.method },
      });
    case "/teapot":
      return new Response("short and stout", { status: 418 });
    case "/moved":
      return Response.redirect("https://elsewhere.invalid/");
    case "/private":
      return new Response(null, {
        status: request.headers.get("authorization") === `Bearer ${SECRET}` ? 200 : 401,
      });
    case "/echo":
      return json({ said: request.headers.get("authorization") }, { headers: { "x-said": SECRET } });
    case "/long":
      return new Response("x".repeat(300_000));
    case "/korean":
      // "정상" in EUC-KR.
      return new Response(new Uint8Array([0xc1, 0xa4, 0xbb, 0xf3]), {
        headers: { "content-type": "text/plain; charset=euc-kr" },
      });
    case "/backtrack":
      return new Response("a".repeat(200_000) + "!");
    default:
      return new Response("not found", { status: 404 });
  }
}

const CASES: readonly (readonly [check: string, expected: Expected])[] = [
  [`target: URL/ok`, { class: "UP", status: "healthy", error: null }],
  [`target: URL/ok, expect: { json: { "$.status": ok } }`, { class: "UP", error: null }],
  [`target: URL/ok, expect: { json: { "$.status": "/^(ok|fine)$/" } }`, { class: "UP", error: null }],
  [`target: URL/ok, expect: { json: { "$.queue.size": { min: 1, max: 3 } } }`, { class: "UP", error: null }],
  [`target: URL/ok, expect: { json: { "$.jobs[0].late": false, "$.empty": null } }`, {
    class: "UP",
    error: null,
  }],
  [`target: URL/ok, expect: { json: { "$.jobs[?@.late == false]": { min: 0 } } }`, {
    class: "DOWN",
    error: "$.jobs[?@.late == false] is a structure, which is not expected",
  }],
  [`target: URL/ok, expect: { json: { "$.queue.size": { max: 2 } } }`, {
    class: "DOWN",
    status: "error",
    error: "$.queue.size is 3, which is not expected",
  }],
  [`target: URL/ok, expect: { json: { "$.status": down } }`, {
    class: "DOWN",
    error: "$.status is text, which is not expected",
  }],
  [`target: URL/ok, expect: { json: { "$.missing": ok } }`, { class: "DOWN", error: "$.missing is missing" }],
  [`target: URL/teapot, expect: { status: 418, json: { "$": ok } }`, {
    class: "DOWN",
    error: "answer is no JSON",
  }],
  [`target: URL/teapot`, { class: "DOWN", error: "HTTP 418, expected 200-299" }],
  [`target: URL/teapot, expect: { status: [200, "410-420"], body: stout }`, { class: "UP", error: null }],
  [`target: URL/teapot, expect: { status: 418, body: coffee }`, {
    class: "DOWN",
    error: "body is not as expected",
  }],
  [`target: URL/teapot, expect: { status: 418, body: "/^short.*t$/" }`, { class: "UP", error: null }],
  [`target: URL/moved, expect: { status: 302, headers: { location: "https://elsewhere.invalid/" } }`, {
    class: "UP",
    error: null,
  }],
  [`target: URL/moved`, { class: "DOWN", error: "HTTP 302, expected 200-299" }],
  [`target: URL/moved, expect: { status: 302, headers: { location: "/nowhere/" } }`, {
    class: "DOWN",
    error: "header location is not as expected",
  }],
  [`target: URL/ok, expect: { headers: { x-none: a } }`, {
    class: "DOWN",
    error: "header x-none is not as expected",
  }],
  [`target: URL/method, method: HEAD, expect: { headers: { x-method: HEAD } }`, { class: "UP", error: null }],
  [`target: URL/method, method: OPTIONS, expect: { body: OPTIONS }`, { class: "UP", error: null }],
  [`target: URL/private`, { class: "DOWN", error: "HTTP 401, expected 200-299" }],
  ['target: URL/private, headers: { authorization: "Bearer ${TOKEN}" }', { class: "UP", error: null }],
  [`target: URL/long, expect: { body: x }`, { class: "DOWN", error: "answer longer than 262144 bytes" }],
  [`target: URL/ok, expect: { max_size: 10 }`, { class: "DOWN", error: "answer longer than 10 bytes" }],
  [`target: URL/korean, expect: { body: 정상 }`, { class: "UP", error: null }],
  // Takes for ever where expressions track back.
  [`target: URL/backtrack, expect: { body: "/^(a+)+$/" }`, {
    class: "DOWN",
    error: "body is not as expected",
  }],
  [`target: "http://127.0.0.1:1/"`, { class: "DOWN", status: "error", error: /refused/ }],
  [`target: "http://nowhere.invalid/"`, { class: "DOWN", error: /name/ }],
];

for (const [check, expected] of CASES) {
  Deno.test(`a check of HTTP: ${check}`, async () => {
    await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, answer);
    const url = `http://127.0.0.1:${server.addr.port}`;
    const written = check.replace(/URL(\/\w+)/, `"${url}$1"`);
    assertResult(await run(`{ name: shop, type: http, ${written} }`, { env: { TOKEN: SECRET } }), expected);
  });
}

Deno.test("a check of HTTP shows none of its secrets, whatever is sent back", async () => {
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, answer);
  const target = `"http://127.0.0.1:${server.addr.port}/echo?key=${SECRET}"`;
  for (const expect of [`json: { "$.said": x }`, `headers: { x-said: x }`, `body: nothing`, `status: 500`]) {
    const check =
      `{ name: shop, type: http, target: ${target}, headers: { authorization: "Bearer \${TOKEN}" }, expect: { ${expect} } }`;
    const result = await run(check, { env: { TOKEN: SECRET } });
    assert.equal(result.class, "DOWN");
    assert.ok(!JSON.stringify(result).includes(SECRET));
  }
});

Deno.test("a check of HTTP is SLOW when the answer takes long", async () => {
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, answer);
  const target = `"http://127.0.0.1:${server.addr.port}/ok"`;
  const result = await run(`{ name: shop, type: http, target: ${target}, slow: 1ms }`, {
    network: {
      ...unused,
      request: () =>
        Promise.resolve({
          kind: "answer",
          call: "",
          status: 200,
          headers: new Headers(),
          body: new Uint8Array(),
          whole: true,
          took: 1.5,
        }),
    },
  });
  assertResult(result, { class: "SLOW", status: "degraded", error: "answered after 2 ms, more than 1 ms" });
});

const unused = {
  request: () => Promise.reject(new Error("Not asked for")),
  connect: () => Promise.reject(new Error("Not asked for")),
  resolve: () => Promise.reject(new Error("Not asked for")),
};

for (
  const [name, treat, error] of [
    ["drips", drip, /whole answer within 300 ms/],
    ["is silent", silent, /answer within 300 ms/],
    ["speaks no HTTP", writing("hello?\r\n"), /no HTTP|cut/],
  ] as const
) {
  Deno.test(`a check of HTTP ends in time when the server ${name}`, async () => {
    await using server = listenRaw(treat);
    const check = `{ name: shop, type: http, target: "http://${server.host}/", timeout: 300ms, slow: 200ms }`;
    assertResult(await run(check), { class: "DOWN", error });
  });
}
