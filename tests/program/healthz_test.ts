import assert from "node:assert/strict";
import { buildProgram } from "../support/program.ts";

Deno.test("marketpulse healthz", async (test) => {
  await using built = await buildProgram();

  await test.step("ends with 0 while a server answers, also below a path, whatever its configuration says", async () => {
    await Deno.writeTextFile(`${built.folder}/marketpulse.yaml`, "server: { base_path: /pulse }\n");
    await using program = await built.start();
    await Deno.writeTextFile(`${built.folder}/marketpulse.yaml`, "a fault\n");
    await using asked = built.spawn({ args: ["healthz", program.url] });
    assert.equal(await asked.ended(), 0, asked.output);
    assert.equal(asked.output, "");
    await using elsewhere = built.spawn({ args: ["healthz", new URL("/", program.url).href] });
    assert.equal(await elsewhere.ended(), 1);
    assert.match(elsewhere.output, /HTTP 404/);
  });

  await test.step("ends with 1 when nothing answers at the port of PORT, and says where it asked", async () => {
    using free = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = free.addr;
    free.close();
    await using asked = built.spawn({ args: ["healthz"], port });
    assert.equal(await asked.ended(), 1);
    assert.ok(asked.output.includes(`Nothing answers at http://127.0.0.1:${port}/healthz`), asked.output);
    assert.doesNotMatch(asked.output, /^\s+at /m);
  });

  await test.step("ends with 1 when a server takes the connection and says nothing, and with 2 for no address", async () => {
    using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    await using asked = built.spawn({ args: ["healthz", `http://127.0.0.1:${silent.addr.port}`] });
    assert.equal(await asked.ended(), 1);
    await using wrong = built.spawn({ args: ["healthz", "localhost"] });
    assert.equal(await wrong.ended(), 2);
    assert.match(wrong.output, /Cannot ask the address localhost/);
  });
});
