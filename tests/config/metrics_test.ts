import assert from "node:assert/strict";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { problems } from "./support/problems.ts";

const parse = (text: string) =>
  parseConfig({ file: { path: "/etc/shop/marketpulse.yaml", text }, env: {}, flags: {} }).metrics;

Deno.test("metrics: what is not written has its default, and each knows its line", () => {
  const [refunds, rate] = parse(`
metrics:
  - { name: refunds, sql: "SELECT count(*) FROM refunds;" }
  - name: 환불률
    title: { ko: 환불률 }
    unit: percent
    interval: 10s
    thresholds: { warn: 3, bad: 5 }
    format: "약 {value}"
    sql: |
      -- of today
      SELECT 1.5
`);
  assert.deepEqual(refunds, {
    name: "refunds",
    title: { ko: "refunds", en: "refunds" },
    sql: "SELECT count(*) FROM refunds",
    interval: 60_000,
    timeout: 3_000,
    unit: "count",
    format: "",
    thresholds: { warn: null, bad: null, direction: "above" },
    where: "marketpulse.yaml:3",
    definition: refunds!.definition,
  });
  assert.deepEqual(rate!.title, { ko: "환불률", en: "환불률" });
  assert.equal(rate!.where, "marketpulse.yaml:10");
  assert.notEqual(rate!.definition, refunds!.definition);
});

const FAULTS: readonly (readonly [entries: string, ...problems: RegExp[]])[] = [
  [
    "[{ nam: a }]",
    /^1: metrics\.0\.name must be a name/,
    /metrics\.0\.sql must be one SQL/,
    /Unknown key metrics\.0\.nam, did you mean metrics\.0\.name\?/,
  ],
  ["[{ name: a, sql: DELETE FROM refunds }]", /sql must be one SQL statement that reads/],
  ["[{ name: a, sql: '/* SELECT */ UPDATE a SET b = 1' }]", /sql must be one SQL statement that reads/],
  ["[{ name: a, sql: SELECT 1, unit: won }]", /unit must be one of KRW, count/],
  ["[{ name: a, sql: SELECT 1, interval: 10ms }]", /interval must be a duration from 1s to 24h/],
  [
    "[{ name: a, sql: SELECT 1, title: { kr: a } }]",
    /title must be text of at most 60 characters, or \{ ko, en \}/,
  ],
  ["[{ name: a, sql: SELECT 1, title: [] }]", /title must be text/],
  ["[{ name: a, sql: SELECT 1, format: boxes }]", /format must be empty or text with \{value\} once/],
  [
    "[{ name: a, sql: SELECT 1, thresholds: { warn: 5, bad: 3 } }]",
    /thresholds\.bad must not be reached before warn/,
  ],
  ["[{ name: a, sql: SELECT 1, thresholds: { wran: 5 } }]", /did you mean metrics\.0\.thresholds\.warn\?/],
  [
    "\n  - { name: a, sql: SELECT 1 }\n  - { name: a, sql: SELECT 2 }",
    /^3: metrics\.1\.name must not be the name of another metric: "a"/,
  ],
  ["{ a: SELECT 1 }", /metrics must be a list/],
  [`[${"{ name: a, sql: SELECT 1 },".repeat(51)}]`, /metrics must be a list of at most 50 entries/],
];

Deno.test("metrics: each fault names its key, its line and the remedy", () => {
  for (const [entries, ...expected] of FAULTS) {
    const found = problems(`metrics: ${entries}`);
    expected.forEach((pattern) =>
      assert.ok(found.some((one) => pattern.test(one)), `${pattern} in ${found}`)
    );
  }
});

Deno.test("metrics: thresholds below are the other way round", () => {
  const below = "thresholds: { warn: 5, bad: 3, direction: below }";
  assert.deepEqual(problems(`metrics: [{ name: a, sql: SELECT 1, ${below} }]`), []);
});
