import assert from "node:assert/strict";
import { liveTexts, pageTexts } from "@/lib/shared/i18n/catalogue.ts";
import { fill } from "@/lib/shared/i18n/fill.ts";
import { marketName } from "@/lib/shared/market_names.ts";

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted();

for (const [name, texts] of Object.entries({ liveTexts, pageTexts })) {
  Deno.test(`${name}() has every text in both languages, with the same values to fill in`, () => {
    const [ko, en] = [Object.entries(texts("ko")), texts("en") as Record<string, string>];
    assert.deepEqual(Object.keys(en).toSorted(), ko.map(([key]) => key).toSorted());
    for (const [key, text] of ko) {
      assert.deepEqual(placeholders(en[key]!), placeholders(text), key);
      // Units of counts are words in Korean only.
      if (!key.startsWith("unit")) assert.ok(text.trim() && en[key]!.trim(), key);
    }
  });

  Deno.test(`${name}() is Korean in Korean and has no Korean in English`, () => {
    assert.ok(Object.values(texts("ko")).filter((text) => /[가-힣]/.test(text)).length > 20);
    for (const text of Object.values(texts("en"))) assert.doesNotMatch(text, /[가-힣]/);
  });
}

Deno.test("fill() puts values in their places and leaves what it does not know", () => {
  assert.equal(fill("{a} · {b} · {a}", { a: 1, b: "{a}" }), "1 · {a} · 1");
  assert.equal(fill("{c}", {}), "{c}");
});

const KOREAN = { language: "ko", marketNames: { "my-shop": "우리 가게", naver: "스토어 2호점" } } as const;

Deno.test("marketName() names the known markets and shows others as they are", () => {
  assert.equal(marketName("coupang", KOREAN), "쿠팡");
  assert.equal(marketName("11st", KOREAN), "11번가");
  assert.equal(marketName("11st", { ...KOREAN, language: "en" }), "11st");
  assert.equal(marketName("my-own-mall", KOREAN), "my-own-mall");
  assert.equal(marketName("my-shop", KOREAN), "우리 가게");
  assert.equal(marketName("naver", KOREAN), "스토어 2호점");
  assert.equal(marketName("constructor", KOREAN), "constructor");
});
