/** Requests that two programs could cut differently: what is hidden in the first must never be answered as a second. */
import assert from "node:assert/strict";
import { rawRequest } from "../support/raw_request.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();

/** What comes after the header section, and what a program that reads it otherwise takes for a further request. */
const HIDDEN = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

/** Header lines, and the body that they are about. */
const AMBIGUOUS: readonly (readonly [what: string, lines: string, body: string])[] = [
  ["a length and chunks", "Content-Length: 6\r\nTransfer-Encoding: chunked", `0\r\n\r\n${HIDDEN}`],
  ["two lengths", "Content-Length: 3\r\nContent-Length: 0", `abc${HIDDEN}`],
  ["a list of lengths", "Content-Length: 3, 0", `abc${HIDDEN}`],
  ["a length with a sign", "Content-Length: +3", `abc${HIDDEN}`],
  ["a length below zero", "Content-Length: -1", HIDDEN],
  ["a space before the colon", "Transfer-Encoding : chunked", `0\r\n\r\n${HIDDEN}`],
  ["a coding that is none", "Transfer-Encoding: xchunked", `0\r\n\r\n${HIDDEN}`],
  ["chunks, then something else", "Transfer-Encoding: chunked, identity", `0\r\n\r\n${HIDDEN}`],
  ["something else, then chunks", "Transfer-Encoding: identity, chunked", `0\r\n\r\n${HIDDEN}`],
  ["two codings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", `0\r\n\r\n${HIDDEN}`],
  ["a line that is folded", "Transfer-Encoding:\r\n chunked", `0\r\n\r\n${HIDDEN}`],
  ["a control character", "Transfer-Encoding: \x0bchunked", `0\r\n\r\n${HIDDEN}`],
  ["a chunk of less than nothing", "Transfer-Encoding: chunked", `-1\r\n\r\n${HIDDEN}`],
  ["a chunk beyond all numbers", "Transfer-Encoding: chunked", `ffffffffffffffffff\r\n\r\n${HIDDEN}`],
  ["chunks with bare line feeds", "Transfer-Encoding: chunked", `1\na\n0\n\n${HIDDEN}`],
];

Deno.test("a request whose end is doubtful is refused or cut off, and changes nothing", async () => {
  const { services, sale, logged } = await openTestServices();
  await using server = listen(open(services));
  for (const [what, lines, body] of AMBIGUOUS) {
    const head =
      `POST /api/sale HTTP/1.1\r\nHost: ${server.host}\r\nContent-Type: application/json\r\n${lines}\r\n\r\n`;
    const answer = await rawRequest(server.host, head + body);
    assert.match(answer, /^(HTTP\/1\.1 400 |$)/, what);
    assert.doesNotMatch(answer, /\r\n\r\nok$/, `${what}: the hidden request was answered`);
  }
  assert.equal(sale.until, null);
  assert.deepEqual(logged.filter((line) => line.startsWith("error")), [], "nothing failed inside");
});

/** Heads that no client sends. */
const BROKEN: readonly (readonly [what: string, head: string])[] = [
  ["a space in the address", "GET /a b HTTP/1.1\r\nHost: HOST"],
  ["a backslash in the address", "GET \\..\\..\\etc\\passwd HTTP/1.1\r\nHost: HOST"],
  ["a NUL in a header", "GET / HTTP/1.1\r\nHost: HOST\r\nA: a\0b"],
  ["a bare CR in a header", "GET / HTTP/1.1\r\nHost: HOST\r\nA: a\rB: c"],
  ["two hosts", "GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil.example"],
  ["HTTP/9", "GET / HTTP/9.9\r\nHost: HOST"],
  ["a foreign name in the address", "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example"],
  ["a tunnel", "CONNECT evil.example:443 HTTP/1.1\r\nHost: HOST"],
  ["a mirror", "TRACE / HTTP/1.1\r\nHost: HOST\r\nX-Secret: hidden-word"],
];

Deno.test("what is no request, or none of ours, is refused and tells nothing", async () => {
  const { services } = await openTestServices();
  await using server = listen(open(services));
  for (const [what, head] of BROKEN) {
    const answer = await rawRequest(server.host, `${head.replace("HOST", server.host)}\r\n\r\n`);
    assert.match(answer, /^(HTTP\/1\.1 (400|403|405|421|505) |$)/, what);
    assert.doesNotMatch(answer, /hidden-word/, what);
  }
});

Deno.test("a page is not taken for our own because a request names another host in its first line", async () => {
  const { services, sale } = await openTestServices();
  await using server = listen(open(services));
  const head =
    `POST http://evil.example/api/sale HTTP/1.1\r\nHost: ${server.host}\r\nOrigin: http://evil.example\r\n`;
  const answer = await rawRequest(server.host, `${head}Content-Length: 11\r\n\r\n{"hours":2}`);
  assert.match(answer, /^HTTP\/1\.1 (403|421) /);
  assert.equal(sale.until, null);
});
