import assert from "node:assert/strict";
import { Handshake } from "../support/handshake.ts";
import { buildProgram } from "../support/program.ts";

/** Fewer than any kernel lets wait to be accepted. */
const CROWD = 100;

Deno.test("the built program that ends answers those whom only the kernel has accepted, too", async () => {
  await using built = await buildProgram();
  await using program = await built.start({ args: ["--demo"] });
  await program.snapshot();
  const { host } = new URL(program.url);
  program.process.kill("SIGSTOP");
  const crowd = await Promise.all(Array.from({ length: CROWD }, () => Handshake.send(host)));
  program.process.kill("SIGTERM");
  program.process.kill("SIGCONT");
  const answers = await Promise.all(crowd.map((one) => one.answer()));
  const unlike = answers.filter((head) =>
    !head.startsWith("HTTP/1.1 101 ") && !/^HTTP\/1\.1 503 [^]*\r\nretry-after: [1-9]\d*\r\n/i.test(head)
  );
  assert.deepEqual(unlike, [], "each is let in, and told 1001, or told when to come again");
  for (const one of crowd) one[Symbol.dispose]();
  assert.equal(await program.process.ended(), 0);
});
