import assert from "node:assert/strict";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";
import { runHere } from "./support/run_here.ts";

const routes = await buildRoutes();

const run = (args: string, env: Record<string, string> = {}) => runHere(args.split(" "), env);

Deno.test("marketpulse sale begins and ends the big-sale mode of the running server", async () => {
  const { services, sale, clock } = await openTestServices({ server: { base_path: "/pulse" } });
  await using app = listen(routes(services));
  const port = app.host.split(":")[1]!;
  const file = await Deno.makeTempFile({ suffix: ".yaml" });
  await Deno.writeTextFile(file, `server: { port: ${port}, base_path: /pulse }\n`);
  const config = `--config ${file}`;

  const began = await run(`sale start 2.5 ${config}`);
  assert.deepEqual([began.code, began.error], [0, ""]);
  assert.match(
    began.out,
    /^The big-sale mode has begun: .* every second until (11\/24 )?14:30 \(Asia\/Seoul\)/,
  );
  assert.equal(sale.until, clock.now() + 2.5 * 3_600_000);

  const ended = await run(`sale stop ${config}`, { LANG: "ko_KR.UTF-8" });
  assert.deepEqual(ended, { code: 0, out: "빅세일 모드를 껐습니다. 원래 주기로 읽습니다\n", error: "" });
  assert.equal(sale.until, null);
  await Deno.remove(file);
});

Deno.test("marketpulse sale says that nobody is there, or somebody else", async () => {
  const nobody = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = nobody.addr as Deno.NetAddr;
  nobody.close();
  assert.deepEqual(await run(`sale start 2 --port ${port}`), {
    code: 1,
    out: "",
    error: `No server answers at 127.0.0.1:${port}: start it, or give its port with --port\n`,
  });
  await using other = listen(() =>
    Promise.resolve(new Response("<h1>Another program</h1>", { status: 404 }))
  );
  const { code, error } = await run(`sale stop --port ${other.host.split(":")[1]}`);
  assert.deepEqual([code, error.includes("is no MarketPulse of this version")], [1, true]);
  assert.match((await run("sale stop --port 0")).error, /because server.port is 0/);
});

Deno.test("marketpulse sale tells why the server refused", async () => {
  await using proxied = listen((request) => {
    assert.equal(request.method, "POST");
    const message = { ko: "이 컴퓨터에서만 바꿀 수 있습니다", en: "Only on this machine" };
    return Promise.resolve(Response.json({ error: { code: "not_here", message } }, { status: 403 }));
  });
  const port = proxied.host.split(":")[1];
  assert.deepEqual(await run(`sale start 1 --port ${port}`), {
    code: 1,
    out: "",
    error: "Only on this machine\n",
  });
});

for (
  const [args, reason] of [
    ["sale start", "A value is missing for hours: see marketpulse --help"],
    [
      "sale start many",
      "Cannot last many hours: write a number from 0.5 to 48, as in marketpulse sale start 3",
    ],
    ["sale start 49", "Cannot last 49 hours: write a number from 0.5 to 48, as in marketpulse sale start 3"],
    ["sale strat 3", "Unknown command strat, did you mean start?"],
  ] as const
) {
  Deno.test(`marketpulse ${args} says what to write instead`, async () => {
    assert.deepEqual(await run(args), { code: 2, out: "", error: `${reason}\n` });
  });
}
