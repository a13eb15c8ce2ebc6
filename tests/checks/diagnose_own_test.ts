import assert from "node:assert/strict";
import { checkOwn } from "@/lib/check/check_own.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import { freePort } from "../support/free_port.ts";

Deno.test("`marketpulse check` runs every own check once, in order, and says what is wrong and the remedy", async () => {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => new Response("ok", { status: request.url.endsWith("/well") ? 200 : 503 }),
  );
  const at = `127.0.0.1:${server.addr.port}`;
  const text = `checks:
    - { name: well, type: http, target: "http://${at}/well" }
    - { name: sick, type: http, target: "http://${at}/sick" }
    - { name: nobody, type: tcp, target: "127.0.0.1:${freePort()}" }
    - { name: figure, type: sql, target: SELECT 1 }`;
  const config = parseConfig({ file: { path: "f", text }, env: {}, flags: {} });
  const found = await Array.fromAsync(checkOwn({ ...config, clock: systemClock }));
  assert.deepEqual(found.map(({ area, name, grade, remedy }) => [area, name, grade, remedy !== null]), [
    ["checks", "checks.well", "ok", false],
    ["checks", "checks.sick", "fault", true],
    ["checks", "checks.nobody", "fault", true],
    ["checks", "checks.figure", "fault", true],
  ]);
  assert.match(found[0]!.message.ko, /^well \(http\): 정상, \d+ ms$/);
  assert.match(found[1]!.message.ko, /^sick \(http\): HTTP 503 응답이 왔습니다/);
});
