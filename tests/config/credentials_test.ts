import assert from "node:assert/strict";
import { ConfigError } from "@/lib/config/config_error.ts";
import { withCredentials } from "@/lib/config/credentials.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse-credentials-" });
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("withCredentials() leaves the environment alone where no folder is named", async () => {
  const env = { DATABASE_URL: "postgres://db/shop" };
  assert.equal(await withCredentials(env), env);
});

Deno.test("withCredentials() makes a variable of each file, a secret with $ and a line's end unchanged to its user", () =>
  inFolder(async (folder) => {
    const secret = "$2a$04$abcdefghijklmnopqrstuu";
    await Deno.writeTextFile(`${folder}/NAVER_CLIENT_ID`, "shop\n");
    await Deno.writeTextFile(`${folder}/NAVER_CLIENT_SECRET`, `${secret}\n`);
    const { markets } = parseConfig({
      env: await withCredentials({ CREDENTIALS_DIRECTORY: folder }),
      flags: {},
    });
    assert.equal(markets.naver.client_id, "shop");
    assert.equal(markets.naver.client_secret, secret);
  }));

Deno.test("withCredentials() prefers what the environment says, unless it is blank", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/REDIS_URL`, "redis://file");
    const read = (url: string) => withCredentials({ CREDENTIALS_DIRECTORY: folder, REDIS_URL: url });
    assert.equal((await read("redis://variable")).REDIS_URL, "redis://variable");
    assert.equal((await read(" ")).REDIS_URL, "redis://file");
  }));

Deno.test("withCredentials() passes over folders and names that no variable has", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/kubernetes`);
    await Deno.writeTextFile(`${folder}/tls.key`, "key");
    assert.deepEqual(await withCredentials({ CREDENTIALS_DIRECTORY: folder }), {
      CREDENTIALS_DIRECTORY: folder,
    });
  }));

Deno.test("withCredentials() says which folder cannot be read, and the remedy", async () => {
  await assert.rejects(withCredentials({ CREDENTIALS_DIRECTORY: "/nowhere/secrets" }), (error) => {
    assert.ok(error instanceof ConfigError);
    assert.match(error.message, /Cannot read the credentials in \/nowhere\/secrets, .*: .*[Nn]o such file/);
    return true;
  });
});
