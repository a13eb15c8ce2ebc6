import assert from "node:assert/strict";
import { formatMoney, formatWon } from "@/lib/shared/format_money.ts";

Deno.test("formatMoney() says amounts in 만, 억 and 조", () => {
  const cases: [number, string][] = [
    [0, "₩0"],
    [9_800, "₩9,800"],
    [9_999, "₩9,999"],
    [10_000, "₩1만"],
    [12_345, "₩1.23만"],
    [123_456, "₩12.3만"],
    [12_340_000, "₩1,234만"],
    [100_000_000, "₩1억"],
    [123_456_789, "₩1.23억"],
    [1_234_567_890, "₩12.3억"],
    [123_456_789_000, "₩1,235억"],
    [1_230_000_000_000, "₩1.23조"],
    [12_345_000_000_000_000, "₩12,345조"],
  ];
  for (const [won, text] of cases) assert.equal(formatMoney(won, "ko"), text, String(won));
});

Deno.test("formatMoney() rounds half up, and into the next unit where rounding reaches it", () => {
  assert.equal(formatMoney(10_050, "ko"), "₩1.01만");
  assert.equal(formatMoney(9_999.6, "ko"), "₩1만");
  assert.equal(formatMoney(99_994_999, "ko"), "₩9,999만");
  assert.equal(formatMoney(99_995_000, "ko"), "₩1억");
  assert.equal(formatMoney(999_999, "en"), "₩1M");
});

Deno.test("formatMoney() keeps the sign of refunds, and knows no minus zero", () => {
  assert.equal(formatMoney(-12_340_000, "ko"), "-₩1,234만");
  assert.equal(formatMoney(-0.2, "ko"), "₩0");
});

Deno.test("formatMoney() says amounts in K, M and B in English", () => {
  assert.equal(formatMoney(9_800, "en"), "₩9.8K");
  assert.equal(formatMoney(12_843_210, "en"), "₩12.8M");
  assert.equal(formatMoney(1_234_567_890, "en"), "₩1.23B");
});

Deno.test("formatWon() is exact to the won", () => {
  assert.equal(formatWon(12_843_210, "ko"), "12,843,210원");
  assert.equal(formatWon(12_843_210, "en"), "₩12,843,210");
  assert.equal(formatWon(-500, "ko"), "-500원");
  assert.equal(formatWon(-500, "en"), "-₩500");
  assert.equal(formatWon(0.4, "ko"), "0원");
  assert.equal(formatWon(-0.4, "ko"), "0원");
});
