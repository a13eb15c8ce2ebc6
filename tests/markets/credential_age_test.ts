import assert from "node:assert/strict";
import { keyAge } from "@/lib/markets/credential_age.ts";
import { coupang } from "@/lib/markets/coupang.ts";
import { KEYS, settings } from "./support/settings.ts";

const at = (text: string) => Date.parse(text);
const ageAt = (now: string, issued = "2026-06-01") =>
  keyAge({ name: "access_key", issued, life: 180, now: at(now) });

Deno.test("keyAge() counts whole days of Korea, from the day of issue to the last and beyond", () => {
  assert.deepEqual(ageAt("2026-06-01T00:00:00+09:00"), {
    name: "access_key",
    issued: "2026-06-01T00:00:00+09:00",
    expires: "2026-11-28T00:00:00+09:00",
    days_left: 180,
  });
  const left = (now: string) => ageAt(now).days_left;
  assert.equal(left("2026-10-29T23:59:59+09:00"), 30);
  assert.equal(left("2026-10-30T00:00:00+09:00"), 29);
  assert.equal(left("2026-11-27T23:59:59+09:00"), 1);
  assert.equal(left("2026-11-27T15:00:00Z"), 0);
  assert.equal(left("2026-11-28T23:59:59+09:00"), 0);
  assert.equal(left("2026-12-01T00:00:00+09:00"), -3);
});

Deno.test("keyAge() goes over the end of a year and a leap day", () => {
  assert.equal(ageAt("2027-12-01T00:00:00+09:00", "2027-12-01").expires, "2028-05-29T00:00:00+09:00");
});

Deno.test("coupang tells the age of a key that is given and whose day is known, and nothing else", () => {
  const now = at("2026-11-25T09:00:00+09:00");
  const ages = (changes: Parameters<typeof settings>[0]) => coupang.ages(settings(changes), now);
  assert.deepEqual(ages({ ...KEYS.coupang, key_issued: "2026-06-01" }).map(({ days_left }) => days_left), [
    3,
  ]);
  assert.deepEqual(ages({ ...KEYS.coupang, key_issued: null }), []);
  assert.deepEqual(ages({ key_issued: "2026-06-01" }), []);
});
