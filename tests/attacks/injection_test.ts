/** Text of a request that comes back: as a header, in a page, in a table for spreadsheets, in the log. */
import assert from "node:assert/strict";
import { createLog } from "@/lib/app/log.ts";
import { ConfigError } from "@/lib/config/config_error.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { errorResponse } from "@/lib/web/error_response.ts";
import { routePaths } from "../support/route_files.ts";
import { buildRoutes } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();
const paths = await routePaths();

const BREAKS = [
  "\r\nset-cookie: evil=1",
  "\nset-cookie: evil=1",
  "\r\n\r\n<script>alert(1)</script>",
  "\u560d\u560aset-cookie: evil=1",
];
const PARAMETERS = [
  "to",
  "lang",
  "theme",
  "asked",
  "at",
  "epoch",
  "seq",
  "market",
  "since",
  "limit",
  "metric",
  "from",
  "step",
  "__frsh_c",
];

Deno.test("line breaks in any parameter or cookie make no header", async () => {
  const { services } = await openTestServices();
  const handler = open(services);
  for (const path of [...paths, "/css/page.css", "/nothing"]) {
    for (const text of BREAKS) {
      const query = PARAMETERS.map((name) => `${name}=${encodeURIComponent(`en${text}`)}`).join("&");
      const headers = { cookie: `lang=${encodeURIComponent(text)}; theme=${encodeURIComponent(text)}` };
      const response = await handler(new Request(`http://127.0.0.1:8765${path}?${query}`, { headers }));
      for (const [name, value] of response.headers) {
        assert.doesNotMatch(`${name}: ${value}`, /evil=1|[\r\n]/, `${path} ${JSON.stringify(text)}`);
      }
      await response.body?.cancel();
    }
  }
});

Deno.test("nothing that a request says is a part of a page's markup", async () => {
  const { services } = await openTestServices();
  const handler = open(services);
  const attack = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`;
  const query = PARAMETERS.map((name) => `${name}=${encodeURIComponent(attack)}`).join("&");
  const headers = {
    cookie: `lang=${encodeURIComponent(attack)}`,
    "accept-language": attack,
    referer: `http://127.0.0.1:8765/${attack}`,
    "user-agent": attack,
    accept: "text/html",
  };
  for (
    const path of [
      ...paths,
      "/nothing",
      `/markets/${encodeURIComponent(attack)}`,
      `/${encodeURIComponent(attack)}`,
    ]
  ) {
    const response = await handler(new Request(`http://127.0.0.1:8765${path}?${query}`, { headers }));
    const isEndless = response.headers.get("content-type")?.includes("event-stream");
    const text = isEndless ? (await response.body!.cancel(), "") : await response.text();
    // What is JSON is never taken for a page: nosniff.
    if (response.headers.get("content-type")?.includes("html")) {
      assert.doesNotMatch(text, /<script>alert|onerror=/, path);
    }
  }
});

Deno.test("a foreign name is said back as text, and is none with markup in it", async () => {
  const { services } = await openTestServices();
  const handler = open(services);
  for (
    const host of [
      "evil.example",
      "<script>alert(1)</script>",
      'a"onerror=1',
      "evil.example:80:90",
      "[::1",
      "a b",
    ]
  ) {
    const headers = { host, accept: "text/html" };
    const response = await handler(new Request("http://127.0.0.1:8765/", { headers }));
    assert.ok([400, 421].includes(response.status), host);
    assert.match(response.headers.get("content-type")!, /^(text\/plain|application\/json)/, host);
    assert.doesNotMatch(await response.text(), /<script/, host);
  }
});

Deno.test("a line break that an operator writes is refused where it would become a header or a name", () => {
  const broken = [
    'server: { allowed_origins: ["https://a.example\\r\\nset-cookie: a=b"] }',
    'server: { allowed_hosts: ["a.example\\r\\nb"] }',
    'server: { base_path: "/a\\r\\nset-cookie: a=b" }',
    'server: { trust_proxy: ["10.0.0.1\\n"] }',
    'checks: [{ name: "a\\r\\nb", http: "https://a.example" }]',
    'checks: [{ name: a, http: "https://a.example", headers: { "x-a": "1\\r\\nx-b: 2" } }]',
    'checks: [{ name: a, http: "https://a.example", headers: { "x-a\\r\\nx-b": "1" } }]',
  ];
  for (const text of broken) {
    const parse = () => parseConfig({ file: { path: "a.yaml", text }, env: {}, flags: {} });
    assert.throws(parse, ConfigError, text);
  }
});

Deno.test("a request writes one line of the log, whatever it holds", () => {
  for (const format of ["text", "json"] as const) {
    const lines: string[] = [];
    const log = createLog({
      level: "info",
      format,
      clock: { now: () => 0 },
      write: (line) => lines.push(line),
    });
    log.info("Answered", { path: "/a\r\nERROR forged\u2028x\x1b[31m", peer: "1.2.3.4\nforged" });
    assert.equal(lines.length, 1);
    for (const steering of ["\r", "\n", "\u2028", "\x1b"]) assert.ok(!lines[0]!.includes(steering), format);
  }
});

Deno.test("an error is told in JSON, which no browser runs", () => {
  const { headers } = errorResponse(400, { code: "a", message: { ko: "<script>", en: "<script>" } });
  assert.match(headers.get("content-type")!, /^application\/json/);
});
