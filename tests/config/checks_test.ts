import assert from "node:assert/strict";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { problems } from "./support/problems.ts";

const parse = (text: string, env: Record<string, string> = {}) =>
  parseConfig({ file: { path: "marketpulse.yaml", text }, env, flags: {} }).checks;

Deno.test("checks: what is not written has its default", () => {
  assert.deepEqual(
    parse(`checks: [{ name: 자사몰, type: http, target: "https://shop.example.com/health?deep=1" }]`),
    [{
      name: "자사몰",
      type: "http",
      target: "https://shop.example.com/health?deep=1",
      interval: null,
      timeout: 10_000,
      slow: 2_000,
      method: "GET",
      headers: {},
      expect: { status: [[200, 299]], headers: {}, body: "", json: {}, max_size: 262_144 },
    }],
  );
  const [tcp, tls, sql] = parse(`checks:
    - { name: a, type: tcp, target: "10.0.0.7:5432", interval: 10s }
    - { name: b, type: tls, target: "[::1]:443", interval: 24h }
    - { name: c, type: sql, target: "SELECT 1" }`);
  assert.deepEqual([tcp!.interval, tcp!.expect], [10_000, { banner: "" }]);
  assert.deepEqual([tls!.interval, tls!.expect], [86_400_000, { days: 30, min_days: 0 }]);
  assert.deepEqual(sql!.expect, { min: null, max: null, equals: null });
});

Deno.test("checks: a secret comes from a variable, and one that is not set is a fault", () => {
  const text =
    'checks: [{ name: a, type: http, target: "http://a.b", headers: { authorization: "Bearer ${TOKEN}" } }]';
  const [check] = parse(text, { TOKEN: "s3cret" });
  assert.deepEqual(check!.type === "http" && check!.headers, { authorization: "Bearer s3cret" });
  assert.deepEqual(problems(text), [
    "1: checks.0.headers.authorization takes the environment variable TOKEN, which is not set: set it or remove the key",
  ]);
});

const FAULTS: readonly (readonly [entry: string, ...problems: string[]])[] = [
  ["{}", "checks.0.type must be one of http, tcp, tls, sql"],
  ["nothing", "checks.0 must be a group of keys"],
  ["{ type: htp, name: a, target: b }", "checks.0.type must be one of http, tcp, tls, sql"],
  [
    '{ type: http, name: a, target: "ftp://a" }',
    "checks.0.target must be an http or https URL without a user name and password (send those with headers)",
  ],
  [
    '{ type: http, name: a, target: "http://u:s3cret@a.b" }',
    "checks.0.target must be an http or https URL without a user name and password (send those with headers)",
  ],
  [
    '{ type: http, name: a b, target: "http://a" }',
    'checks.0.name must be a name of letters, digits, _ and -, at most 40: "a b"',
  ],
  [
    '{ type: http, name: a.b, target: "http://a" }',
    'checks.0.name must be a name of letters, digits, _ and -, at most 40: "a.b"',
  ],
  [
    '{ type: http, name: a, target: "http://a", method: POST }',
    'checks.0.method must be one of GET, HEAD, OPTIONS: "POST"',
  ],
  [
    '{ type: http, name: a, target: "http://a", hedaers: {} }',
    "Unknown key checks.0.hedaers, did you mean checks.0.headers?",
  ],
  [
    '{ type: http, name: a, target: "http://a", expect: { stauts: 200 } }',
    "Unknown key checks.0.expect.stauts, did you mean checks.0.expect.status?",
  ],
  [
    '{ type: http, name: a, target: "http://a", expect: { status: "2xx" } }',
    'checks.0.expect.status must be a status such as 200, a range such as "200-299", or a list of these: "2xx"',
  ],
  [
    '{ type: http, name: a, target: "http://a", expect: { status: [] } }',
    'checks.0.expect.status must be a status such as 200, a range such as "200-299", or a list of these: []',
  ],
  [
    '{ type: http, name: a, target: "http://a", expect: { body: "/(/" } }',
    'checks.0.expect.body must be text of at most 1,000 characters, or a regular expression between slashes in RE2\'s syntax: "/(/"',
  ],
  [
    '{ type: http, name: a, target: "http://a", expect: { json: { "status": ok } } }',
    'checks.0.expect.json must be a group such as "$.status": ok, with JSON paths (RFC 9535) and a value, a /regular expression/ or { min, max }: {"status":"ok"}',
  ],
  [
    '{ type: http, name: a, target: "http://a", expect: { json: { "$.a": { least: 1 } } } }',
    'checks.0.expect.json must be a group such as "$.status": ok, with JSON paths (RFC 9535) and a value, a /regular expression/ or { min, max }: {"$.a":{"least":1}}',
  ],
  [
    '{ type: http, name: a, target: "http://a", headers: { "a b": c } }',
    "checks.0.headers must be a group of header names with text values",
  ],
  [
    '{ type: http, name: a, target: "http://a", expect: { max_size: 999999 } }',
    "checks.0.expect.max_size must be a whole number from 1 to 262144: 999999",
  ],
  ["{ type: tcp, name: a, target: a }", 'checks.0.target must be host:port such as 1.1.1.1:53: "a"'],
  [
    "{ type: tls, name: a, target: 'a:443', expect: { days: soon } }",
    'checks.0.expect.days must be a whole number from 0 to 3650: "soon"',
  ],
  ["{ type: sql, name: a, target: '' }", 'checks.0.target must not be empty: ""'],
  [
    "{ type: sql, name: a, target: SELECT 1, expect: { min: low } }",
    'checks.0.expect.min must be a number or null: "low"',
  ],
  [
    "{ type: tcp, name: naver, target: 'a:1' }",
    'checks.0.name must not be the name of another check or the code of a market: "naver"',
  ],
  [
    "{ type: tcp, name: a, target: 'a:1', timeout: 1s, slow: 1s }",
    'checks.0.slow must be shorter than timeout: "1s"',
  ],
  [
    "{ type: tcp, name: a, target: 'a:1', interval: 1s }",
    'checks.0.interval must be a duration from 10s to 24h, written as 500ms, 5s, 2m or 1h: "1s"',
  ],
];

for (const [entry, ...expected] of FAULTS) {
  Deno.test(`checks: ${entry} is refused`, () => {
    assert.deepEqual(problems(`checks: [${entry}]`), expected.map((problem) => `1: ${problem}`));
  });
}

Deno.test("checks: every fault is told, each with its line", () => {
  const text = `checks:
  - { name: a, type: tcp, target: "a:1" }
  - { name: a, type: tcp, target: "a:1" }
  - { name: b, type: tls, target: c }`;
  assert.deepEqual(problems(text).map((problem) => problem.split(":")[0]), ["4"]);
  assert.deepEqual(problems(text.replace("target: c", 'target: "c:1"')), [
    '3: checks.1.name must not be the name of another check or the code of a market: "a"',
  ]);
});
