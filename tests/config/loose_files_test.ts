import assert from "node:assert/strict";
import { looseFile } from "@/lib/config/loose_file.ts";
import { looseFiles } from "@/lib/config/loose_files.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";

const SECRET = "redis: { url: 'redis://:red1s-secret@127.0.0.1' }\n";

async function withFile(text: string, mode: number, test: (path: string) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempFile({ suffix: ".yaml" });
  await Deno.writeTextFile(path, text);
  await Deno.chmod(path, mode);
  await test(path).finally(() => Deno.remove(path));
}

const ignore = Deno.build.os === "windows";

for (
  const [mode, loose] of [[0o600, null], [0o400, null], [0o640, "640"], [0o604, "604"], [0o602, "602"], [
    0o666,
    "666",
  ]] as const
) {
  Deno.test({
    name: `looseFile() of one's own file with mode ${mode.toString(8)}`,
    ignore,
    fn: () =>
      withFile("", mode, async (path) => {
        assert.deepEqual(await looseFile(path), loose && { path, mode: loose });
      }),
  });
}

Deno.test({
  name: "looseFile() lets the group read what belongs to another user",
  ignore: ignore || Deno.uid() !== 0,
  fn: () =>
    withFile("", 0o640, async (path) => {
      await Deno.chown(path, 65534, 65534);
      assert.equal(await looseFile(path), null);
      await Deno.chmod(path, 0o660);
      assert.equal((await looseFile(path))?.mode, "660");
    }),
});

Deno.test({
  name: "looseFiles() names the file only where secrets are written into it, and TLS's key",
  ignore,
  async fn() {
    const paths = async (text: string, env: Record<string, string> = {}) => {
      let found: string[] = [];
      await withFile(text, 0o644, async (path) => {
        const file = { path, text };
        const config = parseConfig({ file, env, flags: {} });
        found = (await looseFiles(config, file)).map((loose) => loose.path === path ? "file" : loose.path);
      });
      return found;
    };
    assert.deepEqual(await paths(SECRET), ["file"]);
    assert.deepEqual(
      await paths("redis: { url: '${REDIS}' }\n", { REDIS: "redis://:red1s-secret@127.0.0.1" }),
      [],
    );
    assert.deepEqual(await paths("business: { low_stock: 3 }\n"), []);
    await withFile("key", 0o644, async (key) => {
      assert.deepEqual(await paths(`server: { tls: { cert: cert.pem, key: ${key} } }\n`), [key]);
    });
    assert.equal(await looseFile("/no/such/file"), null);
  },
});
