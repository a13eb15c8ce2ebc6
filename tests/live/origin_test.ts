import assert from "node:assert/strict";
import { originAllowed } from "@/lib/live/origin.ts";

const allowed = ["https://shop.example.com", "http://localhost:3000/"];
const CASES: [string | null, boolean][] = [
  [null, true],
  ["http://127.0.0.1:8765", true],
  ["https://127.0.0.1:8765", true],
  ["https://shop.example.com", true],
  ["http://localhost:3000", true],
  ["http://shop.example.com", false],
  ["https://shop.example.com.evil.test", false],
  ["https://evil.test", false],
  ["http://127.0.0.1:9999", false],
  ["null", false],
  ["", false],
  ["127.0.0.1:8765", false],
];

Deno.test("originAllowed() lets in own pages, allowed pages and what is no browser, and nobody else", () => {
  for (const [origin, expected] of CASES) {
    assert.equal(originAllowed({ origin, host: "127.0.0.1:8765", allowed }), expected, String(origin));
  }
});
