import assert from "node:assert/strict";
import { join } from "node:path";
import { ConfigError } from "@/lib/config/config_error.ts";
import { findConfigFile } from "@/lib/config/find_config_file.ts";

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const before = Deno.cwd();
  const folder = await Deno.makeTempDir({ prefix: "marketpulse-config-" });
  try {
    Deno.chdir(folder);
    await body(folder);
  } finally {
    Deno.chdir(before);
    await Deno.remove(folder, { recursive: true });
  }
}

async function faultOf(found: Promise<unknown>): Promise<string> {
  const error = await found.then(() => null, (error) => error);
  assert.ok(error instanceof ConfigError, `Finding gave ${error}`);
  return error.problems[0]!.message.en;
}

Deno.test("findConfigFile() reads marketpulse.yaml of the working directory", () =>
  inFolder(async () => {
    await Deno.writeTextFile("marketpulse.yaml", "server:\n");
    assert.deepEqual(await findConfigFile({ env: {} }), { path: "marketpulse.yaml", text: "server:\n" });
  }));

Deno.test("findConfigFile() finds nothing where nobody named a file and there is none", () =>
  inFolder(async () => assert.equal(await findConfigFile({ env: { MARKETPULSE_CONFIG: "" } }), null)));

Deno.test("findConfigFile() prefers the flag to the variable, and that to the working directory", () =>
  inFolder(async () => {
    for (const name of ["marketpulse.yaml", "variable.yaml", "flag.yaml"]) {
      await Deno.writeTextFile(name, name);
    }
    const env = { MARKETPULSE_CONFIG: "variable.yaml" };
    assert.equal((await findConfigFile({ env }))?.path, "variable.yaml");
    assert.equal((await findConfigFile({ env, flag: "flag.yaml" }))?.path, "flag.yaml");
  }));

Deno.test("findConfigFile() says when a named file is missing, is a folder, or is no UTF-8", () =>
  inFolder(async (folder) => {
    const named = join(folder, "named.yaml");
    assert.equal(
      await faultOf(findConfigFile({ env: {}, flag: named })),
      `Cannot find the configuration file ${named}: correct --config or MARKETPULSE_CONFIG`,
    );
    assert.match(
      await faultOf(findConfigFile({ env: {}, flag: folder })),
      /^Cannot read the configuration file/,
    );
    await Deno.writeFile(named, new Uint8Array([0xc0, 0xfd, 0xb8]));
    assert.match(await faultOf(findConfigFile({ env: { MARKETPULSE_CONFIG: named } })), /save it as UTF-8$/);
  }));
