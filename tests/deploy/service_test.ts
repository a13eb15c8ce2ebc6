import assert from "node:assert/strict";
import { runHere } from "../cli/support/run_here.ts";
import { VARIABLES } from "@/lib/config/environment.ts";

const SERVICE = new URL("../../deploy/marketpulse.service", import.meta.url);

Deno.test("marketpulse.service offers every secret as a credential, named as its variable", async () => {
  const lines = (await Deno.readTextFile(SERVICE)).split("\n");
  const offered = lines.map((line) => /^#?LoadCredential=(\w+):\S+\/(\w+)$/.exec(line)).filter((found) =>
    found !== null
  );
  for (const [line, id, file] of offered) assert.equal(id, file, line);
  const noSecrets = [
    "HOST",
    "PORT",
    "REDIS_CA",
    "NO_PROXY",
    "LOG_LEVEL",
    "LOG_FORMAT",
    "LOG_ACCESS",
  ];
  assert.deepEqual(
    offered.map(([, id]) => id).sort(),
    ["MARKETPULSE_ADMIN_PASSWORD", ...Object.keys(VARIABLES).filter((name) => !noSecrets.includes(name))]
      .sort(),
  );
});

Deno.test("runCommandLine() reads a credential's file, and ends with 1 and the remedy when it cannot", async () => {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse_service_" });
  try {
    await Deno.writeTextFile(`${folder}/DATABASE_URL`, "mysql://user:s3cret@db/shop\n");
    const wrong = await check(folder);
    assert.equal(wrong.code, 1);
    assert.match(wrong.said, /DATABASE_URL must be a PostgreSQL URL/);
    assert.doesNotMatch(wrong.said, /s3cret/);
    const missing = await check(`${folder}/missing`);
    assert.equal(missing.code, 1);
    assert.match(missing.said, /Cannot read the credentials in .*missing, check the folder/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

async function check(credentials: string): Promise<{ code: number; said: string }> {
  const { code, out, error } = await runHere(["check"], { CREDENTIALS_DIRECTORY: credentials });
  return { code, said: out + error };
}
