import assert from "node:assert/strict";
import {
  formatAvailability,
  formatChange,
  formatCount,
  formatRatio,
  relativeChange,
} from "@/lib/shared/format_number.ts";

Deno.test("formatCount() groups by thousands and leaves the fraction alone", () => {
  assert.equal(formatCount(0), "0");
  assert.equal(formatCount(999), "999");
  assert.equal(formatCount(1_234_567), "1,234,567");
  assert.equal(formatCount(-1_234.5678), "-1,234.5678");
});

Deno.test("formatRatio() gives a percentage with at most one decimal", () => {
  assert.equal(formatRatio(0), "0%");
  assert.equal(formatRatio(0.0031), "0.3%");
  assert.equal(formatRatio(1), "100%");
});

Deno.test("formatRatio() does not call something nothing", () => {
  assert.equal(formatRatio(0.0002), "<0.1%");
});

Deno.test("formatAvailability() says 100% only when nothing failed", () => {
  assert.equal(formatAvailability(1), "100%");
  assert.equal(formatAvailability(0.99999), "99.99%");
  assert.equal(formatAvailability(0.9995), "99.95%");
  assert.equal(formatAvailability(0), "0%");
});

Deno.test("relativeChange() is null where yesterday had nothing", () => {
  assert.equal(relativeChange(5, 0), null);
  assert.equal(relativeChange(0, 0), null);
  assert.equal(relativeChange(5, -3), null);
  assert.equal(relativeChange(0, 4), -1);
  assert.equal(relativeChange(5, 4), 0.25);
});

Deno.test("formatChange() has one decimal below 100% and none above, and no sign", () => {
  assert.equal(formatChange(0.1234), "12.3%");
  assert.equal(formatChange(-0.09), "9%");
  assert.equal(formatChange(12.345), "1,235%");
});
