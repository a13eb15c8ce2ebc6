import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) yield* sources(path);
    else if (/\.tsx?$/.test(name)) yield path;
  }
}

for (const room of ["islands", "routes", "lib/ui", "lib/client"]) {
  Deno.test(`${room}: no text of a page is written in its code`, async () => {
    let count = 0;
    for await (const path of sources(join(ROOT, room))) {
      count += 1;
      assert.doesNotMatch(await Deno.readTextFile(path), /[ㄱ-ㅎㅏ-ㅣ가-힣]/, path);
    }
    assert.ok(count > 3, `${count} files were read`);
  });

  Deno.test(`${room}: no element has a style or a handler in its markup, which the page's policy would refuse`, async () => {
    for await (const path of sources(join(ROOT, room))) {
      const code = await Deno.readTextFile(path);
      assert.doesNotMatch(code, /\sstyle=|dangerouslySetInnerHTML/, path);
    }
  });
}
