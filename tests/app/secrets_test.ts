import assert from "node:assert/strict";
import { createLog } from "@/lib/app/log.ts";
import { Secrets } from "@/lib/app/secrets.ts";
import { newSecret } from "@/lib/auth/token_secret.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";

const configOf = (env: Record<string, string>, text = "{}") =>
  parseConfig({ file: { path: "a.yaml", text }, env, flags: {} });

Deno.test("Secrets.hide() takes out passwords in each form, keys, headers and tokens", () => {
  const config = configOf(
    {
      DATABASE_URL: "postgres://shop:p%40ss(w%2Frd%2B1@db/shop",
      REDIS_URL: "redis://:red1s-secret@cache",
      COUPANG_ACCESS_KEY: "coupang-access",
      COUPANG_SECRET_KEY: "coupang-secret",
      COUPANG_VENDOR_ID: "A00012345",
    },
    `checks: [{ name: erp, type: http, target: "http://erp", headers: { Authorization: "Bearer erp-t0ken", Accept: application/json } }]`,
  );
  const { hide } = new Secrets(config);
  const shown = [
    "p%40ss(w%2Frd%2B1",
    "p@ss(w/rd+1",
    btoa("shop:p@ss(w/rd+1"),
    "red1s-secret",
    "coupang-access",
    "coupang-secret",
    "erp-t0ken",
    newSecret("api"),
    newSecret("screen").slice(0, 12),
  ].map((secret) => hide(`a "${secret}" b ${secret}`));
  assert.deepEqual(shown, shown.map(() => 'a "***" b ***'));
  for (const harmless of ["application/json", "A00012345", "shop", "postgres://db/shop", "mp_"]) {
    assert.equal(hide(harmless), harmless);
  }
});

Deno.test("Secrets.hide() leaves sentences whole where a secret is a word of them, and knows those of a reload", () => {
  const secrets = new Secrets(configOf({ DATABASE_URL: "postgres://shop:password@db/shop" }));
  assert.equal(secrets.hide("password authentication failed"), "password authentication failed");
  secrets.add(configOf({ DATABASE_URL: "postgres://shop:An0ther-one@db/shop" }));
  secrets.add(configOf({}));
  assert.equal(secrets.hide("An0ther-one"), "***");
});

Deno.test("Secrets.hideIn() leaves everything but texts as it is", () => {
  const { hideIn } = new Secrets(
    configOf({ COUPANG_SECRET_KEY: "coupang-secret", COUPANG_ACCESS_KEY: "abc" }),
  );
  const value = { a: ["x coupang-secret", 1, null, true], b: { c: "coupang-secret" }, d: undefined };
  assert.deepEqual(hideIn(value), { a: ["x ***", 1, null, true], b: { c: "***" }, d: undefined });
});

Deno.test("createLog() hides secrets in messages and fields, in both formats", () => {
  for (const format of ["text", "json"] as const) {
    const lines: string[] = [];
    const { hide } = new Secrets(configOf({ DATABASE_URL: 'postgres://shop:quo"te\\d%201@db/shop' }));
    const log = createLog({
      level: "info",
      format,
      clock: { now: () => 0 },
      write: (line) => lines.push(line),
      hide,
    });
    log.error('it was quo"te\\d 1', { error: 'quo"te\\d 1', n: 1 });
    assert.ok(!lines[0]!.includes("te\\"), lines[0]!);
    assert.match(lines[0]!, format === "json" ? /"error":"\*\*\*","n":1/ : /error="\*\*\*" n=1/);
  }
});
