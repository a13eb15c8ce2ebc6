import assert from "node:assert/strict";
import { type ConfigSchema, configSchema } from "@/lib/config/config_schema.ts";
import { durationText, milliseconds } from "@/lib/config/duration.ts";
import { keyText, keyTexts } from "@/lib/config/key_texts.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { printConfig } from "@/lib/config/print_config.ts";
import { LANGUAGES } from "@/lib/shared/text.ts";

for (const language of LANGUAGES) {
  Deno.test(`printConfig() in ${language} is a configuration that equals the one in which nothing is written`, () => {
    const file = { path: "marketpulse.yaml", text: printConfig(language) };
    assert.deepEqual(parseConfig({ file, env: {}, flags: {} }), parseConfig({ env: {}, flags: {} }));
  });
}

Deno.test("printConfig() names the variables of keys that are empty, so that they take effect", () => {
  const file = { path: "marketpulse.yaml", text: printConfig("en") };
  const env = { REDIS_URL: "redis://cache", NAVER_CLIENT_ID: "me" };
  const { redis, markets } = parseConfig({ file, env, flags: {} });
  assert.deepEqual([redis.url, markets.naver.client_id], ["redis://cache", "me"]);
});

Deno.test("printConfig() explains every key in the line above it", () => {
  const lines = printConfig("ko").split("\n");
  for (const [index, line] of lines.entries()) {
    if (/^\s*[\w]+:/.test(line)) assert.match(lines[index - 1]!, /^\s*# ./, line);
  }
});

Deno.test("printConfig() shows durations as people write them", () => {
  assert.match(printConfig("en"), /^ {2}metrics: 5s$/m);
  assert.match(printConfig("en"), /^ {4}timeout: 10s$/m);
});

Deno.test("keyTexts has no words for a key that there is not, and has some for every one that there is", () => {
  const keys = new Set(keysOf(configSchema("en"), []).map((path) => path.join(".")));
  for (const key of keys) assert.ok(keyText(key.split(".")), `${key} is not explained`);
  for (const key of Object.keys(keyTexts)) {
    const named = key.includes("*")
      ? ["coupang", "naver", "11st"].map((code) => key.replace("*", code))
      : [key];
    for (const name of named) assert.ok(keys.has(name), `${name} is explained and is no key`);
  }
});

Deno.test("configSchema() tells editors types, limits, choices and defaults, and refuses other keys", () => {
  const { properties } = configSchema("en");
  const { port, host } = properties!.server!.properties!;
  const variable = { type: "string", pattern: "\\$\\{\\w+\\}" };
  assert.deepEqual(port, {
    anyOf: [{ type: "integer", minimum: 0, maximum: 65_535 }, variable],
    description: "Port to listen on; 0 is any free one",
    default: 8765,
  });
  assert.deepEqual([(host as { type: string }).type, host!.default], ["string", "127.0.0.1"]);
  assert.deepEqual(properties!.business!.properties!.revenue!.anyOf, [{ enum: ["gross", "net"] }, variable]);
  assert.equal((properties!.server as { additionalProperties: boolean }).additionalProperties, false);
  assert.equal(properties!.interval!.properties!.checks!.default, "1m");
});

Deno.test("configSchema() explains a key and not what is like it elsewhere", () => {
  const { orders } = configSchema("en").properties!.schema!.properties!;
  const { statuses } = orders!.anyOf![0]!.properties!;
  const { pending } = statuses!.properties! as Record<string, ConfigSchema & { items: unknown }>;
  assert.deepEqual([pending!.description, pending!.items], ["Pending", { type: "string" }]);
});

Deno.test("durationText() is read back as the same number of milliseconds", () => {
  for (const ms of [1, 500, 1_000, 1_500, 60_000, 90_000, 3_600_000]) {
    assert.equal(milliseconds(durationText(ms)), ms);
  }
  assert.equal(durationText(90_000), "90s");
});

function keysOf(schema: ConfigSchema, path: readonly string[]): string[][] {
  const group = schema.properties ?? schema.anyOf?.find((option) => option.properties)?.properties ?? {};
  return Object.entries(group).flatMap(([key, inner]) => [[...path, key], ...keysOf(inner, [...path, key])]);
}
