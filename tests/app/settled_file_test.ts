import assert from "node:assert/strict";
import { SettledFile } from "@/lib/app/settled_file.ts";
import { ConfigError } from "@/lib/config/config_error.ts";

const WHOLE = "business: { low_stock: 3 }\nmetrics:\n  - { name: a, sql: SELECT 1 }\n";

/** Reads these texts one after the other; null where there is no file. */
function reading(...texts: (string | null)[]) {
  const waits: number[] = [];
  const file = new SettledFile({
    find: () => {
      const text = texts.shift()!;
      return Promise.resolve(text === null ? null : { path: "marketpulse.yaml", text });
    },
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
  });
  return { file, waits };
}

Deno.test("SettledFile.read() looks twice at a file that ends in the middle of what it was", async () => {
  const { file, waits } = reading(WHOLE, WHOLE.slice(0, 40), `${WHOLE}# more\n`);
  await file.read();
  assert.equal((await file.read())?.text, `${WHOLE}# more\n`);
  assert.deepEqual(waits, [1_000]);
});

Deno.test("SettledFile.read() takes it as it is when nobody writes on", async () => {
  const half = WHOLE.slice(0, 27);
  const { file } = reading(WHOLE, half, half);
  await file.read();
  assert.equal((await file.read())?.text, half);
});

Deno.test("SettledFile.read() does not wait for what is longer, or another", async () => {
  const { file, waits } = reading(WHOLE, `${WHOLE}\n`, "business: {}\n");
  for (let count = 0; count < 3; count++) await file.read();
  assert.deepEqual(waits, []);
});

Deno.test("SettledFile.read() refuses that there is none where there was one", async () => {
  const { file } = reading(WHOLE, null, WHOLE);
  await file.read();
  await assert.rejects(file.read(), ConfigError);
  assert.equal((await file.read())?.text, WHOLE);
  assert.equal(await reading(null).file.read(), null);
});
