/** Each `bad_*.yaml` and, beside it, exactly what people are told about it in either language. */
import assert from "node:assert/strict";
import { ConfigError, formatProblems } from "@/lib/config/config_error.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { LANGUAGES } from "@/lib/shared/text.ts";

const FOLDER = new URL("../testdata/config/", import.meta.url);

const names = [...Deno.readDirSync(FOLDER)].map(({ name }) => name).filter((name) => name.startsWith("bad_"));

for (const name of names.filter((name) => name.endsWith(".yaml")).sort()) {
  for (const language of LANGUAGES) {
    Deno.test(`parseConfig() tells all faults of ${name} in ${language}`, async () => {
      const text = await Deno.readTextFile(new URL(name, FOLDER));
      const expected = await Deno.readTextFile(new URL(name.replace(".yaml", `.${language}.txt`), FOLDER));
      const error = faultsOf(text);
      assert.equal(`${formatProblems(error, language)}\n`, expected);
    });
  }
}

function faultsOf(text: string): ConfigError {
  try {
    parseConfig({ file: { path: "marketpulse.yaml", text }, env: {}, flags: {} });
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error;
  }
  assert.fail("The file has no fault");
}
