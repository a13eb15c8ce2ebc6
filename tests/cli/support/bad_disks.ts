/** Disks that cannot be written: a program shows the shop all the same and says what is lost. */
import assert from "node:assert/strict";
import type { BuiltProgram } from "../../support/program.ts";
import { mountSmallDisk, type SmallDisk } from "./full_disk.ts";

/** Nothing listens there. */
const DATABASE_URL = "postgres://reader@127.0.0.1:9/shop";

/** What the log says of the state, and what check says of it. */
async function said(built: BuiltProgram, path: string): Promise<{ log: string; check: string }> {
  const env = { DATABASE_URL, STATE_URL: `sqlite:${path}` };
  await using program = await built.start({ env });
  assert.equal(await (await fetch(`${program.url}healthz`)).text(), "ok");
  const log = await program.process.line(/ERROR/);
  await using check = built.spawn({ args: ["check"], env });
  assert.equal(await check.ended(), 1);
  return { log, check: check.output };
}

const cases: readonly {
  readonly name: string;
  readonly prepare: (disk: SmallDisk) => Promise<void>;
  readonly reason: string;
  readonly remedy: string;
}[] = [
  {
    name: "a folder that may not be written",
    prepare: (disk) => disk.protect(),
    reason: "The state file cannot be written",
    remedy: "Check that the file and its folder may be written",
  },
  {
    name: "a full disk",
    prepare: (disk) => fill(disk.folder),
    reason: "The disk is full",
    remedy: "Free some space on the disk",
  },
];

async function fill(folder: string): Promise<void> {
  await assert.rejects(Deno.writeFile(`${folder}/filler`, new Uint8Array(1024 * 1024)), { code: "ENOSPC" });
}

/** One step for each way in which a disk can be bad. */
export async function badDisks(test: Deno.TestContext, built: BuiltProgram): Promise<void> {
  for (const { name, prepare, reason, remedy } of cases) {
    await test.step(`${name}: history is kept in memory, and both log and check say why and the remedy`, async () => {
      await using disk = await mountSmallDisk();
      await prepare(disk);
      const path = `${disk.folder}/data/marketpulse.db`;
      const { log, check } = await said(built, path);
      assert.match(log, /History is kept in memory only, until the next start/);
      assert.ok(log.includes(`${path}: ${reason}`) && log.includes(remedy), log);
      assert.ok(check.includes(`  ✗ fault: ${reason}: ${path}\n    → ${remedy}\n`), check);
    });
  }
}
