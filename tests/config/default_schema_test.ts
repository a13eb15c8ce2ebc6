import assert from "node:assert/strict";
import {
  defaultSchema,
  MARKET_STATUS_WORDS,
  STATUS_GROUPS,
  withMarketWords,
} from "@/lib/shared/default_schema.ts";

Deno.test("defaultSchema() puts every status word in one group only, ASCII case apart", () => {
  const { statuses } = defaultSchema().orders;
  const words = STATUS_GROUPS.flatMap((group) => statuses[group]).map((word) => word.toLowerCase());
  assert.equal(new Set(words).size, words.length);
});

Deno.test("defaultSchema() understands every word of every market in the market's own group", () => {
  const { statuses } = defaultSchema().orders;
  for (const words of Object.values(MARKET_STATUS_WORDS)) {
    for (const group of STATUS_GROUPS) {
      for (const word of words[group]) assert.ok(statuses[group].includes(word), `${word} is not ${group}`);
    }
  }
});

Deno.test("withMarketWords() leaves a word where its owner puts it", () => {
  const words = withMarketWords({ pending: [], processing: ["a01"], completed: [], cancelled: ["B01"] });
  assert.deepEqual([words.processing[0], words.cancelled[0]], ["a01", "B01"]);
  assert.ok(!words.cancelled.includes("A01"));
  assert.equal(words.cancelled.filter((word) => word === "B01").length, 1);
});
