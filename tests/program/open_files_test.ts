/** More connections than files may be open: the runtime's listener does not survive it, so the program says why it ends. */
import assert from "node:assert/strict";
import { buildProgram } from "../support/program.ts";

const LIMIT = 150;

Deno.test({
  name:
    "a crowd of connections over the limit of open files ends the program with a reason, for its service manager",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using built = await buildProgram();
    const env = { DATABASE_URL: "postgres://nobody@127.0.0.1:9/shop" };
    await using program = await built.start({ openFiles: LIMIT, env });
    // Workers that are just being started would fail for want of files themselves.
    await program.until(({ sources }) => sources.database.state === "down");
    const { hostname, port } = new URL(program.url);
    const connections: Deno.Conn[] = [];
    const ended = program.process.line(/Ending, because nobody can be let in any more/);
    let waits = true;
    void ended.finally(() => waits = false).catch(() => {});
    while (waits && connections.length < 4 * LIMIT) {
      const connection = await Deno.connect({ hostname, port: Number(port) }).catch(() => null);
      if (connection === null) break;
      connections.push(connection);
    }
    assert.match(await ended, /Too many open files.*raise the limit of open files/);
    assert.equal(await program.process.ended(), 70);
    for (const connection of connections) connection.close();
  },
});
