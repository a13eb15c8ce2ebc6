import assert from "node:assert/strict";
import { createLog } from "@/lib/app/log.ts";

const clock = { now: () => Date.parse("2026-11-24T03:00:00Z") };

Deno.test("createLog() writes one line an event, as JSON or as text", () => {
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  createLog({ level: "info", format: "json", clock, write }).warn("A thing\nhappened", {
    count: 2,
    name: "x",
  });
  createLog({ level: "info", format: "text", clock, write }).warn("A thing happened", {
    count: 2,
    name: 'x"\n',
  });
  assert.deepEqual(JSON.parse(lines[0]!), {
    time: "2026-11-24T03:00:00.000Z",
    level: "warn",
    message: "A thing\nhappened",
    count: 2,
    name: "x",
  });
  assert.equal(lines[1], '2026-11-24T03:00:00.000Z WARN  A thing happened count=2 name="x\\"\\n"');
  assert.ok(lines.every((line) => !line.includes("\n")));
});

Deno.test("createLog() leaves out what is below its level", () => {
  const lines: string[] = [];
  const log = createLog({ level: "warn", format: "text", clock, write: (line) => lines.push(line) });
  log.debug("a");
  log.info("b");
  log.error("c");
  assert.equal(lines.length, 1);
});
