import assert from "node:assert/strict";
import { hashOfSecret } from "@/lib/auth/token_secret.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { runHere } from "./support/run_here.ts";

const KOREAN = { LANG: "ko_KR.UTF-8" };
const DAY = 24 * 3_600_000;

async function inFolder(
  test: (run: (...args: string[]) => ReturnType<typeof runHere>, path: string) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/state.db`;
  try {
    await test(
      (...args) =>
        runHere(args, {
          STATE_URL: `sqlite:${path}`,
          USER: "kim",
          DATABASE_URL: "postgres://shop.invalid/shop",
          ...env,
        }),
      path,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What the state file holds. */
async function kept(path: string) {
  const state = await openSqliteState(path);
  const [tokens, audited] = [await state.tokens.all(), await state.audit.entries({ since: 0, limit: 10 })];
  await state.close();
  return { tokens, audited };
}

Deno.test("marketpulse token create shows a secret once, of which the state has the hash", () =>
  inFolder(async (run, path) => {
    const before = Date.now();
    const made = await run("token", "create", "grafana");
    assert.deepEqual([made.code, made.error], [0, ""]);
    const secret = /\n\n(mp_\w{49})\n$/.exec(made.out)![1]!;
    const { tokens: [token], audited: [entry] } = await kept(path);
    assert.match(made.out, new RegExp(`^Made the token ${token!.id}, which expires on 20\\d\\d-`));
    const { hash, scopes, masked, created_by, kind } = token!;
    assert.deepEqual({ hash, scopes, masked, created_by, kind }, {
      hash: hashOfSecret(secret),
      scopes: ["read"],
      masked: false,
      created_by: "cli:kim",
      kind: "api",
    });
    assert.ok(token!.expires_at! >= before + 90 * DAY && token!.expires_at! <= Date.now() + 90 * DAY);
    const { actor, action, target, address } = entry!;
    assert.deepEqual([actor, action, target, address], ["cli:kim", "token.create", token!.id, null]);
    const listed = await run("token", "list", "--json");
    assert.ok(!listed.out.includes(hash) && !listed.out.includes(secret));
  }));

Deno.test("marketpulse token create takes scopes, a life and a mask", () =>
  inFolder(async (run, path) => {
    await run("token", "create", "a", "--scope", "read,metrics", "--scope", "operate", "--expires", "never");
    await run("token", "create", "b", "--scope", "metrics", "--expires", "12h", "--masked");
    const { tokens } = await kept(path);
    const shown = tokens.map(({ name, scopes, masked, expires_at, created_at }) => [
      name,
      scopes.join(" "),
      masked,
      expires_at && expires_at - created_at,
    ]).sort();
    assert.deepEqual(shown, [["a", "read metrics operate", false, null], [
      "b",
      "metrics",
      true,
      12 * 3_600_000,
    ]]);
  }));

Deno.test("marketpulse token create --screen gives the address that a screen opens", () =>
  inFolder(async (run, path) => {
    const near = await run("token", "create", "TV", "--screen", "--masked");
    assert.match(near.out, /\n\nhttp:\/\/127\.0\.0\.1:8765\/screen\/mps_\w{49}\n$/);
    const far = await run(
      "token",
      "create",
      "B",
      "--screen",
      "--public-url",
      "https://shop.example.com/pulse/",
    );
    assert.match(far.out, /\n\nhttps:\/\/shop\.example\.com\/pulse\/screen\/mps_\w{49}\n$/);
    const { tokens } = await kept(path);
    assert.ok(tokens.every(({ kind, expires_at }) => kind === "screen" && expires_at === null));
  }));

Deno.test("marketpulse token list and revoke, in Korean", () =>
  inFolder(async (run, path) => {
    assert.equal((await run("token", "list")).out, "토큰이 없습니다\n");
    await run("token", "create", "창고 모니터", "--expires", "never");
    const { tokens: [token] } = await kept(path);
    const lines = (await run("token", "list")).out.split("\n");
    assert.match(lines[0]!, /^ID {8}용도 {2}금액 {2}만료 {2}마지막 사용 {2}이름$/);
    assert.match(lines[1]!, new RegExp(`^${token!.id} {2}read {8}없음 {2}없음 {9}창고 모니터$`));
    const revoked = await run("token", "revoke", token!.id);
    assert.deepEqual(revoked, {
      code: 0,
      out: "'창고 모니터' 토큰을 폐기했습니다. 실행 중인 서버에는 몇 초 안에 반영됩니다\n",
      error: "",
    });
    assert.match((await run("token", "list")).out, /폐기됨/);
  }, KOREAN));

for (
  const [args, code, reason] of [
    [["create"], 2, "A value is missing for name: see marketpulse --help"],
    [["create", "a", "--scope", "all"], 2, "Unknown scope all: --scope takes read, metrics, operate"],
    [
      ["create", "a", "--expires", "soon"],
      2,
      "Cannot take soon as a span: --expires takes one such as 90d, 12h or 30m",
    ],
    [
      ["create", "a", "--screen", "--expires", "1d"],
      2,
      "A screen only shows and its token does not expire: leave out --scope and --expires",
    ],
    [["create", "a", "--public-url", "http://a"], 2, "--public-url belongs to --screen"],
    [["create", " "], 1, "Cannot call a token so: a name has 1 to 80 characters that can be seen"],
    [["revoke", "x"], 1, "There is no token with the ID x: see marketpulse token list"],
    [["lst"], 2, "Unknown command lst, did you mean list?"],
  ] as const
) {
  Deno.test(`marketpulse token ${args.join(" ")} says what to write instead`, () =>
    inFolder(async (run) => {
      assert.deepEqual(await run("token", ...args), { code, out: "", error: `${reason}\n` });
    }));
}

Deno.test("marketpulse token says when a demo will not know of what it does", () =>
  inFolder(async (run) => {
    const { code, error } = await run("token", "create", "a");
    assert.deepEqual([code, error], [
      0,
      "Note: no database is configured, so the demo will start, which does not use this state\n",
    ]);
  }, { DATABASE_URL: "" }));

Deno.test("marketpulse token says why the state cannot be used", async () => {
  const file = await Deno.makeTempFile();
  await Deno.writeTextFile(file, "not SQLite");
  const { code, error } = await runHere(["token", "list"], { STATE_URL: `sqlite:${file}` });
  assert.equal(code, 1);
  assert.match(
    error,
    /^The state file is damaged or no SQLite file\. Move it away/,
  );
  await Deno.remove(file);
});
