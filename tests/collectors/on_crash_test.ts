import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const ON_CRASH = new URL("../../lib/collectors/on_crash.ts", import.meta.url).href;

for (
  const [name, crash] of [
    ["an exception that nobody catches", "setTimeout(() => { throw new Error('s3cret') })"],
    ["a promise that nobody awaits", "Promise.reject(new Error('s3cret'))"],
    ["something thrown that is no error", "setTimeout(() => { throw 's3cret' })"],
  ] as const
) {
  Deno.test(`onCrash() is told of ${name}, and the runtime writes nothing`, async () => {
    const code = `import { onCrash } from ${JSON.stringify(ON_CRASH)};
      onCrash((error) => { console.log("told:" + error.replaceAll("s3cret", "***").split("\\n")[0]); Deno.exit(70) });
      ${crash};`;
    const { code: ended, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", code],
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      env: { NO_COLOR: "1" },
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    const [out, error] = [text(stdout), text(stderr)];
    assert.equal(ended, 70, error);
    assert.match(out, /^told:.*\*\*\*/);
    assert.ok(!error.includes("s3cret"), error);
  });
}
