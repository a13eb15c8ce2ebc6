import assert from "node:assert/strict";
import { watchFiles } from "@/lib/app/watch_files.ts";

/** Awaits the next call; the interval is too long to be what finds a change, unless a test gives another. */
function watch(paths: string[], lookEvery = 3_600_000) {
  let called = Promise.withResolvers<void>();
  let calls = 0;
  const watcher = watchFiles(paths, () => {
    calls++;
    called.resolve();
    called = Promise.withResolvers();
  }, lookEvery);
  return {
    [Symbol.dispose]: () => watcher[Symbol.dispose](),
    get calls() {
      return calls;
    },
    /** Does something and awaits that it is noticed. */
    async notices(change: () => void) {
      const { promise } = called;
      change();
      await promise;
    },
  };
}

async function folder() {
  const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "marketpulse_watch_" }));
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

Deno.test("watchFiles() notices contents, and another file in the place of the first", async () => {
  await using at = await folder();
  const file = `${at.path}/a.yaml`;
  Deno.writeTextFileSync(file, "1");
  using watcher = watch([file]);
  await watcher.notices(() => Deno.writeTextFileSync(file, "two"));
  await watcher.notices(() => {
    Deno.writeTextFileSync(`${file}~`, "3");
    Deno.renameSync(`${file}~`, file);
  });
  await watcher.notices(() => {
    Deno.removeSync(file);
    Deno.writeTextFileSync(file, "four!");
  });
});

Deno.test("watchFiles() notices that a link above a file was turned, as a ConfigMap's is", async () => {
  await using at = await folder();
  for (const version of ["..1", "..2"]) {
    Deno.mkdirSync(`${at.path}/${version}`);
    Deno.writeTextFileSync(`${at.path}/${version}/tls.crt`, version);
  }
  Deno.symlinkSync("..1", `${at.path}/..data`);
  Deno.symlinkSync("..data/tls.crt", `${at.path}/tls.crt`);
  using watcher = watch([`${at.path}/tls.crt`]);
  await watcher.notices(() => {
    Deno.symlinkSync("..2", `${at.path}/..data_tmp`);
    Deno.renameSync(`${at.path}/..data_tmp`, `${at.path}/..data`);
  });
});

Deno.test("watchFiles() looks by itself where a link leads to another folder", async () => {
  await using at = await folder();
  await using elsewhere = await folder();
  Deno.writeTextFileSync(`${elsewhere.path}/real`, "1");
  Deno.symlinkSync(`${elsewhere.path}/real`, `${at.path}/link`);
  using watcher = watch([`${at.path}/link`], 20);
  await watcher.notices(() => Deno.writeTextFileSync(`${elsewhere.path}/real`, "two"));
});

Deno.test("watchFiles() tells nothing of other files, of reading, nor of a file that is gone, and once of several", async () => {
  await using at = await folder();
  const files = [`${at.path}/cert`, `${at.path}/key`];
  for (const file of files) Deno.writeTextFileSync(file, "1");
  using watcher = watch(files);
  Deno.writeTextFileSync(`${at.path}/other`, "1");
  Deno.readTextFileSync(files[0]!);
  Deno.removeSync(files[1]!);
  await watcher.notices(() => {
    for (const file of files) Deno.writeTextFileSync(file, "second");
  });
  assert.equal(watcher.calls, 1);
});
