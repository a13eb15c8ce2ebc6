/** Addresses that lead out of where they should: no file but those of the build, and no route by another name. */
import assert from "node:assert/strict";
import { rawRequest } from "../support/raw_request.ts";
import { routePaths } from "../support/route_files.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();

const UP = ["..", "%2e%2e", "%252e%252e", "..%2f", "..%5c", "%c0%ae%c0%ae", "....//", ".%00.", "..;"];
const FILES = [
  "deno.json",
  "main.ts",
  "lib/app/serve.ts",
  "etc/passwd",
  "marketpulse.yaml",
  "data/marketpulse.db",
];

Deno.test("no path, however written, leads to a file outside of what is served", async () => {
  const { services } = await openTestServices();
  await using server = listen(open(services));
  for (const folder of ["", "/css", "/_fresh/js", "/markets", "/api"]) {
    for (const up of UP) {
      for (const file of FILES) {
        for (const slash of ["/", "%2f", "%5c", "\\"]) {
          const path = `${folder}/${`${up}${slash}`.repeat(6)}${file}`;
          const answer = await rawRequest(
            server.host,
            `GET ${path} HTTP/1.1\r\nHost: ${server.host}\r\n\r\n`,
          );
          assert.match(answer, /^HTTP\/1\.1 (400|404) /, path);
          assert.doesNotMatch(answer, /root:|"imports"|import \{/, path);
        }
      }
    }
  }
});

Deno.test("names that every object has are no files, no routes, no markets and no topics", async () => {
  const { services } = await openTestServices();
  const handler = open(services);
  for (
    const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "prototype", "%5F%5Fproto%5F%5F"]
  ) {
    for (
      const path of [
        `/${name}`,
        `/css/${name}`,
        `/markets/${name}`,
        `/api/${name}`,
        `/_fresh/js/${name}`,
        `/screen/${name}`,
      ]
    ) {
      const response = await handler(new Request(`http://127.0.0.1:8765${path}`));
      assert.equal(response.status, 404, path);
      await response.body?.cancel();
    }
    const checks = await handler(new Request(`http://127.0.0.1:8765/api/checks?market=${name}`));
    assert.equal(checks.status, 400, name);
    const history = await handler(new Request(`http://127.0.0.1:8765/api/history?metric=${name}.${name}`));
    assert.ok([200, 400].includes(history.status), name);
    await Promise.all([checks.body?.cancel(), history.body?.cancel()]);
  }
});

Deno.test("a path of any bytes is answered, and never by a failure", async () => {
  const { services, logged } = await openTestServices();
  const handler = open(services);
  const tails = [
    "%",
    "%zz",
    "%00",
    "%ff",
    "%E0%A4%A",
    ";a=b",
    ".json",
    "/.",
    "/..",
    "%0d%0aSet-Cookie:a=b",
    "%F0%9F%92%B0",
    "//",
    "/*",
  ];
  // That is 503 because nothing delivers here.
  for (const path of (await routePaths("x")).filter((path) => path !== "/readyz")) {
    for (const tail of tails) {
      const response = await handler(new Request(`http://127.0.0.1:8765${path}${tail}`));
      assert.ok(response.status < 500, `${path}${tail}: ${response.status}`);
      assert.equal(response.headers.get("set-cookie"), null);
      await response.body?.cancel();
    }
  }
  assert.deepEqual(logged.filter((line) => line.startsWith("error")), []);
});
