import { Ajv } from "ajv";
import assert from "node:assert/strict";
import { bomOf } from "../../tools/sbom.ts";

const PROJECT = new URL("../../", import.meta.url);

Deno.test("bomOf() names a package once however many peers it was locked with", () => {
  const integrity = `sha512-${btoa("\x00\xff")}`;
  const { components, metadata } = bomOf({
    npm: { "@a/b@1.2.3_c@2.0.0": { integrity }, "@a/b@1.2.3": { integrity }, "c@2.0.0": {} },
  }, { version: "9.9.9" });
  assert.deepEqual(metadata.component, { type: "application", name: "marketpulse", version: "9.9.9" });
  assert.deepEqual(components, [
    {
      type: "library",
      "bom-ref": "pkg:npm/%40a/b@1.2.3",
      name: "@a/b",
      version: "1.2.3",
      purl: "pkg:npm/%40a/b@1.2.3",
      hashes: [{ alg: "SHA-512", content: "00ff" }],
    },
    { type: "library", "bom-ref": "pkg:npm/c@2.0.0", name: "c", version: "2.0.0", purl: "pkg:npm/c@2.0.0" },
  ]);
});

Deno.test("bomOf() reads this project's own lock, each direct dependency at its pinned version", async () => {
  const read = async (name: string) => JSON.parse(await Deno.readTextFile(new URL(name, PROJECT)));
  const { imports } = await read("deno.json") as { imports: Record<string, string> };
  const { components } = bomOf(await read("deno.lock"), { version: "0" });
  const packages = new Set(components.map(({ name, version }) => `npm:${name}@${version}`));
  const direct = Object.values(imports).filter((target) => target.startsWith("npm:"));
  assert.ok(direct.length > 10);
  assert.deepEqual(direct.filter((specifier) => !packages.has(specifier)), []);
});

Deno.test("bomOf() gives what the schema of CycloneDX 1.6 asks for", async () => {
  const schema = async (name: string) => {
    const folder = "node_modules/@cyclonedx/cyclonedx-library/res/schema";
    return JSON.parse(await Deno.readTextFile(new URL(`${folder}/${name}.SNAPSHOT.schema.json`, PROJECT)));
  };
  // Formats and keywords for editors are none of ours.
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const name of ["spdx", "jsf-0.82", "cryptography-defs"]) {
    ajv.addSchema(await schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  }
  const isBom = ajv.compile(await schema("bom-1.6"));
  const lock = JSON.parse(await Deno.readTextFile(new URL("deno.lock", PROJECT)));
  const bom = bomOf(lock, { version: "0.1.0" });
  assert.ok(isBom(bom), JSON.stringify(isBom.errors?.slice(0, 3)));
  const { components: [first, ...rest], ...others } = bom;
  assert.equal(isBom({ ...others, components: [{ ...first, type: "program" }, ...rest] }), false);
  assert.equal(isBom({ ...others, components: [first, first] }), false, "a component twice");
});

Deno.test("the release refuses a tree with changes, before it runs or writes anything", () =>
  inRepository(async (folder) => {
    await Deno.writeTextFile(`${folder}/changed.ts`, "");
    const { code, said } = await release(folder);
    assert.equal(code, 1);
    assert.match(said, /Cannot release a tree with changes, .*\n.*changed\.ts/);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [".git", "changed.ts"]);
  }));

Deno.test("the release refuses a gate that fails, before it compiles anything", () =>
  inRepository(async (folder, git) => {
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ tasks: { ok: "exit 3" } }));
    await git("add", ".");
    await git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", "a");
    const { code, said } = await release(folder);
    assert.equal(code, 1);
    assert.match(said, /Cannot release, the gate fails/);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [".git", "deno.json"]);
  }));

type Git = (...args: string[]) => Promise<void>;

async function inRepository(body: (folder: string, git: Git) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse_release_" });
  const git: Git = async (...args) => {
    const { success } = await new Deno.Command("git", { args, cwd: folder, stdout: "null" }).output();
    assert.ok(success, `git ${args.join(" ")}`);
  };
  try {
    await git("init", "-q");
    await body(folder, git);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function release(folder: string): Promise<{ code: number; said: string }> {
  const config = new URL("deno.json", PROJECT).pathname;
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--config", config, new URL("tools/release.ts", PROJECT).href],
    cwd: folder,
    env: { DENORT_BIN: "" },
  }).output();
  return { code, said: new TextDecoder().decode(stderr) };
}
