/** What systemd itself says of the units of `deploy/`. */
import assert from "node:assert/strict";

const DEPLOY = new URL("../../deploy/", import.meta.url);
const UNITS = ["marketpulse.service", "marketpulse-watch.service", "marketpulse-watch.timer"];
/** Of 10; what systemd calls OK ends at 2. */
const MOST_EXPOSED = 2;

const missing = systemdMissing();
const name = "systemd finds no fault in the units, and the service well confined";

Deno.test({
  name: missing ? `${name} (ignored: ${missing})` : name,
  ignore: missing !== undefined,
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "marketpulse_units_" });
    try {
      for (const unit of UNITS) {
        const text = await Deno.readTextFile(new URL(unit, DEPLOY));
        // systemd wants the program to be there.
        await Deno.writeTextFile(
          `${folder}/${unit}`,
          text.replace("ExecStart=/usr/local/bin/marketpulse", "ExecStart=/bin/true"),
        );
      }
      const paths = UNITS.map((unit) => `${folder}/${unit}`);
      assert.deepEqual(await analyze("verify", ...paths), { code: 0, said: "" });
      const { code, said } = await analyze("security", "--offline=true", "--no-pager", paths[0]!);
      assert.equal(code, 0, said);
      const exposure = /Overall exposure level for marketpulse\.service: ([\d.]+)/.exec(said)?.[1];
      assert.ok(Number(exposure) <= MOST_EXPOSED, said);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

async function analyze(...args: string[]): Promise<{ code: number; said: string }> {
  const output = await new Deno.Command("systemd-analyze", { args }).output();
  const said = [output.stdout, output.stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
  return { code: output.code, said };
}

function systemdMissing(): string | undefined {
  try {
    new Deno.Command("systemd-analyze", { args: ["--version"], stdout: "null", stderr: "null" }).outputSync();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return "no systemd-analyze found, run it on Linux with systemd (Debian: apt install systemd)";
  }
}
