/** What people get wrong, and what the executable says: each time what, why and the remedy, and no trace of its insides. */
import assert from "node:assert/strict";
import type { BuiltProgram, ProgramOptions } from "../support/program.ts";

interface BadInput extends ProgramOptions {
  readonly name: string;
  readonly code: number;
  readonly says: RegExp;
  /** Content of `bad.yaml`; none: there is no such file. */
  readonly file?: string;
}

const CASES: readonly BadInput[] = [
  {
    name: "an unknown flag",
    args: ["--prot", "80"],
    code: 2,
    says: /^Unknown option --prot, did you mean --port\?$/m,
  },
  {
    name: "an unknown command",
    args: ["chekc"],
    code: 2,
    says: /^Unknown command chekc, did you mean check\?$/m,
  },
  {
    name: "a configuration that is not there",
    args: ["--config", "none.yaml"],
    code: 1,
    says: /Cannot find the configuration file none\.yaml: correct --config/,
  },
  {
    name: "an empty configuration",
    args: ["--config", "bad.yaml"],
    file: "\n",
    code: 1,
    says: /The configuration file bad\.yaml is empty: write into it/,
  },
  {
    name: "a configuration of something else",
    args: ["--config", "bad.yaml"],
    file: "business: { low_stock: many }\nintervall: {}\n",
    code: 1,
    says: /bad\.yaml:1.*\n.*bad\.yaml:2.*interval/,
  },
];

export async function badInput(test: Deno.TestContext, binary: BuiltProgram): Promise<void> {
  const path = `${binary.folder}/bad.yaml`;
  for (const { name, code, says, file, ...options } of CASES) {
    await test.step(`${name} is refused with what is wrong and the remedy`, async () => {
      if (file !== undefined) await Deno.writeTextFile(path, file);
      await using program = binary.spawn(options);
      assert.equal(await program.ended(), code);
      assert.match(program.output, says);
      assert.doesNotMatch(program.output, TRACE);
    });
  }
  await test.step("a port in use is refused with what is wrong and the remedy, and nothing is touched", async () => {
    using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const env = {
      DATABASE_URL: "postgres://reader@127.0.0.1:9/shop",
      STATE_URL: "sqlite:untouched/state.db",
    };
    await using program = binary.spawn({ port: taken.addr.port, env });
    assert.equal(await program.ended(), 1);
    assert.match(program.output, /Cannot listen on 127\.0\.0\.1:\d+, another program does: .*--port/);
    assert.doesNotMatch(program.output, TRACE);
    await assert.rejects(Deno.stat(`${binary.folder}/untouched`), Deno.errors.NotFound);
  });
}

const TRACE = /^\s+at |error: Uncaught/m;
