import assert from "node:assert/strict";
import { parseHistoryQuery } from "@/lib/web/history_query.ts";

const now = Date.parse("2026-11-24T03:00:00Z");
const parse = (query: string) => parseHistoryQuery(new URLSearchParams(query), now);

Deno.test("parseHistoryQuery() takes the last hour in minutes where nothing else is said", () => {
  assert.deepEqual(parse("metric=api_status.11st.response_time"), {
    ok: true,
    value: { metric: "api_status.11st.response_time", from_ms: now - 3_600_000, to_ms: now, step_s: 60 },
  });
});

Deno.test("parseHistoryQuery() understands offsets, also with a plus sign that became a space", () => {
  const query = parse(
    "metric=sales.today.today_orders&from=2026-11-24T09:00:00 09:00&to=2026-11-24T10:00:00%2B09:00&step=300",
  );
  assert.deepEqual(query, {
    ok: true,
    value: {
      metric: "sales.today.today_orders",
      from_ms: Date.parse("2026-11-24T00:00:00Z"),
      to_ms: Date.parse("2026-11-24T01:00:00Z"),
      step_s: 300,
    },
  });
});

Deno.test("parseHistoryQuery() keeps long spans within 500 points", () => {
  const query = parse("metric=sales.today.today_orders&from=2026-11-22T03:00:00Z");
  assert.ok(query.ok && query.value.step_s % 60 === 0 && 172_800 / query.value.step_s <= 500);
});

const BAD = {
  "": /metric/,
  "metric=orders": /metric/,
  "metric=a.b;drop": /metric/,
  "metric=a.b&from=yesterday": /ISO 8601/,
  "metric=a.b&from=2026-11-24T09:00:00": /offset/,
  "metric=a.b&from=2026-11-24T09:00:00Z&to=2026-11-24T08:00:00Z": /before/,
  "metric=a.b&step=0": /step/,
  "metric=a.b&step=1.5": /step/,
  "metric=a.b&step=1&from=2026-11-20T00:00:00Z": /2000 points/,
};

for (const [query, problem] of Object.entries(BAD)) {
  Deno.test(`parseHistoryQuery() refuses "${query}" and says why`, () => {
    const parsed = parse(query);
    assert.ok(!parsed.ok);
    assert.match(parsed.problem.en, problem);
    assert.match(parsed.problem.ko, /[가-힣]/);
  });
}
