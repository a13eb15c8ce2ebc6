import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import { runHere } from "./support/run_here.ts";

/** Runs the command line in this process, as far as it goes without a server. */
const run = (args: string, env: Record<string, string> = {}) =>
  runHere(args.split(" ").filter((word) => word !== ""), env);

const KOREAN = { LANG: "ko_KR.UTF-8" };

/** Arguments that mean nothing, and what is said about them. */
const WRONG: readonly { args: string; en: string; ko: string }[] = [
  {
    args: "sevre",
    en: "Unknown command sevre, did you mean serve?",
    ko: "없는 명령 sevre 대신 serve 명령을 쓰려 하셨나요?",
  },
  {
    args: "chekc --json",
    en: "Unknown command chekc, did you mean check?",
    ko: "없는 명령 chekc 대신 check 명령을 쓰려 하셨나요?",
  },
  {
    args: "xyzzy",
    en: "Unknown command xyzzy: see marketpulse --help",
    ko: "없는 명령입니다: xyzzy. marketpulse --help로 사용법을 볼 수 있습니다",
  },
  {
    args: "config prnt",
    en: "Unknown command prnt, did you mean print?",
    ko: "없는 명령 prnt 대신 print 명령을 쓰려 하셨나요?",
  },
  {
    args: "-- --prot 80",
    en: "Unknown option --prot, did you mean --port?",
    ko: "없는 옵션 --prot 대신 --port 옵션을 쓰려 하셨나요?",
  },
  {
    args: "-- chekc --json",
    en: "Unknown command chekc, did you mean check?",
    ko: "없는 명령 chekc 대신 check 명령을 쓰려 하셨나요?",
  },
  {
    args: "--prot 80",
    en: "Unknown option --prot, did you mean --port?",
    ko: "없는 옵션 --prot 대신 --port 옵션을 쓰려 하셨나요?",
  },
  {
    args: "check --jsno",
    en: "Unknown option --jsno, did you mean --json?",
    ko: "없는 옵션 --jsno 대신 --json 옵션을 쓰려 하셨나요?",
  },
  {
    args: "check --watch",
    en: "Unknown option --watch: see marketpulse --help",
    ko: "없는 옵션입니다: --watch. marketpulse --help로 사용법을 볼 수 있습니다",
  },
  {
    args: "serve now",
    en: "Only options can follow the command serve: see marketpulse --help",
    ko: "serve 명령 뒤에는 옵션만 적을 수 있습니다. marketpulse --help로 사용법을 볼 수 있습니다",
  },
  {
    args: "--port",
    en: "A value is missing for the option --port <port>: see marketpulse --help",
    ko: "--port <port> 옵션에 값이 없습니다. marketpulse --help로 사용법을 볼 수 있습니다",
  },
  {
    args: "check --market coupng",
    en:
      "Cannot check coupng: --market takes one of coupang, naver, 11st, esm, ssg, lotteon, kakao, cafe24, shopify, amazon",
    ko:
      "--market에 쓸 수 없는 이름입니다: coupng (쓸 수 있는 이름: coupang, naver, 11st, esm, ssg, lotteon, kakao, cafe24, shopify, amazon)",
  },
  {
    args: "check --public-url shop.example.com",
    en: "Cannot check the address shop.example.com: --public-url takes one such as https://shop.example.com",
    ko: "--public-url에는 https://shop.example.com과 같은 주소를 적어 주세요 (지금 값: shop.example.com)",
  },
];

for (const { args, en, ko } of WRONG) {
  Deno.test(`runCommandLine() says in both languages what is wrong with "${args}", and ends with 2`, async () => {
    assert.deepEqual(await run(args), { code: 2, out: "", error: `${en}\n` });
    assert.deepEqual(await run(args, KOREAN), { code: 2, out: "", error: `${ko}\n` });
  });
}

Deno.test("runCommandLine() shows which commands there are when config gets none", async () => {
  const { code, error } = await run("config");
  assert.equal(code, 2);
  assert.match(error, /^Usage: marketpulse config/);
  assert.match(error, /\bprint\b[\s\S]*\bschema\b[\s\S]*Choose one of the commands\n$/);
});

for (const args of ["--help", "-h", "help"]) {
  Deno.test(`runCommandLine() explains commands and exit codes for ${args}`, async () => {
    const { code, out, error } = await run(args, KOREAN);
    assert.deepEqual([code, error], [0, ""]);
    assert.match(out, /^사용법: marketpulse/);
    for (const word of ["serve", "check", "config", "종료 코드: 0"]) assert.ok(out.includes(word), word);
  });
}

for (
  const [args, flags] of [
    ["serve --help", ["--config", "--host", "--port", "--demo"]],
    ["check --help", ["--config", "--json", "--market", "--verbose", "--public-url"]],
    ["help check", ["--public-url"]],
    ["config print --help", ["--help"]],
  ] as const
) {
  Deno.test(`runCommandLine() explains the options for "${args}"`, async () => {
    const { code, out } = await run(args);
    assert.equal(code, 0);
    for (const flag of flags) assert.ok(out.includes(flag), flag);
  });
}

Deno.test("runCommandLine() prints the version", async () => {
  const { code, out } = await run("--version");
  assert.equal(code, 0);
  assert.ok(out.startsWith(project.version), out);
});

Deno.test("runCommandLine() prints the schema for editors as JSON", async () => {
  const { code, out } = await run("config schema");
  assert.equal(code, 0);
  assert.ok(JSON.parse(out).properties.server.properties.port);
});

/** Settings that cannot be, and what is said about them. */
const FAULTY: readonly { args: string; env?: Record<string, string>; en: string; ko: string }[] = [
  {
    args: "--port 65536",
    en: '--port must be a whole number from 0 to 65535: "65536"',
    ko: '--port: 0부터 65535까지의 정수를 적어 주세요 (지금 값: "65536")',
  },
  {
    args: "serve --port http",
    en: '--port must be a whole number from 0 to 65535: "http"',
    ko: '--port: 0부터 65535까지의 정수를 적어 주세요 (지금 값: "http")',
  },
  {
    args: "",
    env: { PORT: "-1" },
    en: 'PORT must be a whole number from 0 to 65535: "-1"',
    ko: 'PORT: 0부터 65535까지의 정수를 적어 주세요 (지금 값: "-1")',
  },
];

for (const { args, env = {}, en, ko } of FAULTY) {
  Deno.test(`runCommandLine() refuses "${args}" with ${JSON.stringify(env)}, and ends with 1`, async () => {
    const heads = [
      "Cannot start, the configuration has faults",
      "설정에 잘못된 곳이 있어 시작할 수 없습니다",
    ];
    assert.deepEqual(await run(args, env), { code: 1, out: "", error: `${heads[0]}\n${en}\n` });
    assert.deepEqual(await run(args, { ...env, ...KOREAN }), {
      code: 1,
      out: "",
      error: `${heads[1]}\n${ko}\n`,
    });
  });
}

Deno.test("runCommandLine() names a configuration that is missing, empty, unreadable or a folder, and the remedy", async () => {
  const folder = await Deno.makeTempDir();
  const empty = `${folder}/empty.yaml`;
  await Deno.writeTextFile(empty, "\n  \n");
  const said = async (path: string, env?: Record<string, string>) => {
    const { code, error } = await run(`serve --config ${path}`, env);
    return [code, error.split("\n")[1]];
  };
  assert.deepEqual(await said(`${folder}/none.yaml`), [
    1,
    `Cannot find the configuration file ${folder}/none.yaml: correct --config or MARKETPULSE_CONFIG`,
  ]);
  assert.deepEqual(await said(empty), [
    1,
    `The configuration file ${empty} is empty: write into it what you need, or remove it`,
  ]);
  assert.deepEqual(await said(`${empty}/a.yaml`), [
    1,
    `Cannot read the configuration file ${empty}/a.yaml, check its permissions: ` +
    `Not a directory (os error 20): readfile '${empty}/a.yaml'`,
  ]);
  assert.deepEqual(await said(folder), [
    1,
    `Cannot read the configuration file ${folder}, it is a folder: name the file in it, such as ${folder}/marketpulse.yaml`,
  ]);
  assert.deepEqual(await said(empty, KOREAN), [
    1,
    `설정 파일 ${empty}이(가) 비어 있습니다. 필요한 설정을 적거나 파일을 지워 주세요`,
  ]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("`check --market` looks at the own check of that name alone, and knows the names of the configuration", async () => {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    () => new Response(),
  );
  const folder = await Deno.makeTempDir();
  const config = `${folder}/marketpulse.yaml`;
  const target = `http://127.0.0.1:${server.addr.port}/`;
  await Deno.writeTextFile(
    config,
    `checks: [{ name: my-shop, type: http, target: "${target}" }, { name: other, type: http, target: "${target}" }]`,
  );
  try {
    const { code, out } = await run(`check --json --config ${config} --market my-shop`);
    const names = JSON.parse(out).findings.map(({ name }: { name: string }) => name);
    assert.deepEqual([code, names], [0, ["config", "checks.my-shop"]]);
    const wrong = await run(`check --config ${config} --market my-shp`);
    assert.deepEqual([wrong.code, wrong.out], [2, ""]);
    assert.match(wrong.error, /^Cannot check my-shp: --market takes one of coupang, .*, my-shop, other\n$/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
