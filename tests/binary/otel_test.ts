import assert from "node:assert/strict";
import { compileBinary, type Compiler, findCompiler } from "../support/binary.ts";
import { OtlpSink } from "../support/otlp_sink.ts";

const compiler = findCompiler();
const missing = typeof compiler === "string" ? compiler : undefined;
const name = "binary that was compiled with --otel";

Deno.test({
  name: missing ? `${name} (ignored: ${missing})` : name,
  ignore: missing !== undefined,
  async fn(test) {
    await using binary = await compileBinary(compiler as Compiler, { otel: true });

    await test.step("exports a trace of each request over OTLP, and metrics", async () => {
      await using sink = new OtlpSink();
      await using program = await binary.start({ args: ["--demo"], env: sink.env });
      assert.equal(await (await fetch(`${program.url}healthz?traced`)).text(), "ok");
      const trace = await sink.next("/v1/traces", "healthz?traced");
      assert.match(trace, /marketpulse/);
      await sink.next("/v1/metrics", "http.server.request.duration");
    });
  },
});
