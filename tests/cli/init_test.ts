/** `marketpulse init` on shops of several makes: what it proposes is what their owners would have written. */
import assert from "node:assert/strict";
import { initCommand, type InitFlags } from "@/lib/cli/command_init.ts";
import type { Config } from "@/lib/config/config.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { StartError } from "@/lib/app/start_error.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import { defaultSchema } from "@/lib/shared/default_schema.ts";
import { isInline } from "@/lib/shared/inline_relation.ts";
import type { Language } from "@/lib/shared/text.ts";
import { documents, lines, partitions } from "../metrics/other_tables.ts";
import { anOrder, OLD_TABLES } from "../support/old_shop.ts";
import { postgresTest, type TestPostgres } from "../support/postgres.ts";

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
  /** What was written, if it was. */
  readonly text: string;
  readonly config: Config;
}

interface Asked {
  readonly flags?: InitFlags;
  readonly answers?: string;
  readonly existing?: string;
  readonly language?: Language;
  readonly env?: Record<string, string>;
}

async function run(
  url: string,
  { flags = { yes: true }, answers = "", existing, language = "en", env }: Asked = {},
): Promise<Ran> {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse_init_" });
  const path = `${folder}/marketpulse.yaml`;
  if (existing !== undefined) await Deno.writeTextFile(path, existing);
  let [out, error] = ["", ""];
  try {
    const code = await initCommand({
      flags: { output: path, ...flags },
      env: env ?? { DATABASE_URL: url },
      language,
      clock: systemClock,
      stdin: {
        isTerminal: () => false,
        setRaw: () => {},
        readable: new Blob([answers]).stream() as ReadableStream<Uint8Array<ArrayBuffer>>,
      },
      writeOut: (text) => out += text,
      writeError: (text) => error += text,
    });
    const text = flags.output === "-" ? out : await Deno.readTextFile(path);
    assert.deepEqual(
      [...Deno.readDirSync(folder)].map(({ name }) => name),
      flags.output === "-" ? [] : ["marketpulse.yaml"],
    );
    const config = parseConfig({
      file: { path: "marketpulse.yaml", text },
      env: { DATABASE_URL: url },
      flags: {},
    });
    return { code, out, error, text, config };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function database(server: TestPostgres, ...statements: string[]): Promise<string> {
  const url = await server.createDatabase();
  for (const statement of statements) await server.query(statement, url);
  return url;
}

const STYLE = { type: "timestamp", zone: "Asia/Seoul" } as const;

/** The old tables with some orders, then the statements, and what is read is only what those made. */
async function other(server: TestPostgres, statements: string[]): Promise<string> {
  return await database(
    server,
    OLD_TABLES,
    `INSERT INTO market_orders (market_code, order_date, buyer_email, order_status, total_price, updated_at)
     SELECT (ARRAY['coupang', 'naver'])[1 + n % 2], now() AT TIME ZONE 'Asia/Seoul', 'buyer' || n || '@example.com',
       (ARRAY['결제완료', '배송중', '구매확정', '취소완료'])[1 + n % 4], n * 1000, now() AT TIME ZONE 'Asia/Seoul' FROM generate_series(1, 20) AS n`,
    ...statements,
    `ALTER TABLE market_orders RENAME TO zz_backup; ALTER TABLE zz_backup SET SCHEMA information_schema`,
    `DROP TABLE unified_products, system_logs, schedule_jobs`,
  );
}

postgresTest("marketpulse init", { major: 15 }, async (server, test) => {
  await test.step("the old system's tables need no configuration but that", async () => {
    const url = await database(server, OLD_TABLES, anOrder(4_210_000));
    const { code, text, config, out } = await run(url);
    assert.equal(code, 0, out);
    assert.deepEqual(config.schema, defaultSchema());
    assert.ok(!text.includes("schema:"), text);
    assert.match(text, /^# Written by marketpulse init/);
    assert.ok(text.includes("url: ${DATABASE_URL}") && !text.includes("p%40ss"), text);
    assert.match(out, /Sales: today \(.*\) 1 orders, ₩4,210,000, 1 customers/);
    assert.match(out, /Now start marketpulse to see the dashboard/);
  });

  await test.step("orders as JSONB documents", async () => {
    const { code, config: { schema }, text, out } = await run(
      await other(server, documents.statements(STYLE)),
    );
    assert.equal(code, 0, out);
    const { statuses, ...orders } = schema.orders!;
    assert.deepEqual(orders, {
      table: "shop_documents",
      id: "id",
      at: "(doc->>'ordered_at')::timestamp",
      updated_at: "changed_at",
      market: "doc->>'mall'",
      status: "doc->>'state'",
      amount: "(doc->>'total')::numeric",
      customer: "doc->'buyer'->>'email'",
      time_zone: "Asia/Seoul",
    });
    assert.ok(statuses.pending.includes("결제완료") && statuses.cancelled.includes("취소완료"), text);
    assert.match(out, /20 orders, ₩210,000, 20 customers/);
    assert.deepEqual([schema.products, schema.logs, schema.jobs], [null, null, null]);
  });

  await test.step("a partitioned table with Korean names", async () => {
    const { config: { schema }, out, text } = await run(await other(server, partitions.statements(STYLE)), {
      language: "ko",
    });
    const { statuses: _, ...orders } = schema.orders!;
    assert.deepEqual(orders, {
      table: "주문",
      id: "주문번호",
      at: "주문일시",
      updated_at: "변경일시",
      market: "판매처",
      status: "상태",
      amount: "결제금액",
      customer: "구매자",
      time_zone: "Asia/Seoul",
    });
    assert.match(out, /주문 20건 210,000원/);
    assert.match(text, /# 주문: 주문, 약/);
  });

  await test.step("orders and lines apart", async () => {
    const { code, config: { schema }, out, text } = await run(await other(server, lines.statements(STYLE)));
    assert.equal(code, 0, out);
    const { table, amount, at, id, updated_at } = schema.orders!;
    assert.ok(isInline(table), text);
    assert.match(text, /from: \|-\n {6}SELECT o\.\*,\n/);
    assert.deepEqual([id, at, updated_at, amount], ["order_no", "placed", "touched", "lines_total"]);
    assert.match(out, /20 orders, ₩210,000, 20 customers/);
  });

  await test.step("of two candidates the live one is taken, the other is named; answers change everything", async () => {
    const shop = `
      CREATE TABLE orders_backup (order_no text PRIMARY KEY, ordered_at timestamp, total_amount int, status text);
      CREATE TABLE "Orders" ("orderNo" text PRIMARY KEY, "orderedAt" timestamptz, "totalAmount" int, status text, "paidAmount" int);
      INSERT INTO "Orders" SELECT 'A' || n, now(), 1000, (ARRAY['신규', 'Q7'])[1 + n % 2], 900 FROM generate_series(1, 6) AS n;`;
    const url = await database(server, shop);
    const { config, out, text } = await run(url);
    assert.deepEqual([config.schema.orders!.table, config.schema.orders!.at], ["Orders", "orderedAt"]);
    assert.match(out, /1\) Orders[^\n]*\n {2}2\) orders_backup/);
    assert.match(text, /# Words that no group is known for: Q7/);

    // Table 1; another amount, first a wrong one; the word Q7 is a cancellation; right.
    const answers = ["1", "amount", "paid", "amount", '"paidAmount"', "y", "4", "y"].map((line) =>
      `${line}\n`
    ).join("");
    const answered = await run(url, { flags: {}, answers });
    assert.match(answered.out, /That cannot be used: column "paid" does not exist/);
    assert.equal(answered.config.schema.orders!.amount, '"paidAmount"');
    assert.ok(answered.config.schema.orders!.statuses.cancelled.includes("Q7"));
    assert.match(answered.out, /6 orders, ₩5,400/);

    // Not right: once more, from the other table.
    const again = await run(url, { flags: {}, answers: "1\n\n\nn\n2\n\n\ny\n" });
    assert.equal(again.config.schema.orders!.table, "orders_backup");
    await assert.rejects(run(url, { flags: {}, answers: "1\n" }), /Nobody answers: with --yes/);
  });

  await test.step("romanised names, text amounts, a shop in UTC, products on sale by a flag, comments that say what a column is", async () => {
    const url = await database(
      server,
      `CREATE TABLE tb_jumun (jumun_no bigint PRIMARY KEY, jumun_ilsi timestamp, gyeolje_geumaek numeric, sangtae text, c1 text);
       COMMENT ON COLUMN tb_jumun.c1 IS '판매처';
       INSERT INTO tb_jumun SELECT n, now() AT TIME ZONE 'UTC', 5000, 'new', '쿠팡' FROM generate_series(1, 3) AS n;
       CREATE TABLE sangpum (sangpum_code text PRIMARY KEY, sangpum_myeong text, jaego int, panmae_ga int, use_yn char(1));
       INSERT INTO sangpum VALUES ('a', '가방', 3, 1000, 'Y'), ('b', '모자', 0, 1000, 'N');`,
    );
    const { config: { schema }, out } = await run(url);
    const { table, at, amount, status, market, time_zone } = schema.orders!;
    assert.deepEqual([table, at, amount, status, market, time_zone], [
      "tb_jumun",
      "jumun_ilsi",
      "gyeolje_geumaek",
      "sangtae",
      "c1",
      "UTC",
    ]);
    const { name, stock, price, active } = schema.products!;
    assert.deepEqual([name, stock, price, active], ["sangpum_myeong", "jaego", "panmae_ga", "use_yn = 'Y'"]);
    assert.match(out, /today by market 쿠팡 3 \(₩15,000\)/);
    assert.match(out, /Inventory: 1 products, 1 low/);
  });

  await test.step("orders that are marked as deleted are left out", async () => {
    const url = await database(
      server,
      `CREATE TABLE orders (id serial PRIMARY KEY, ordered_at timestamptz, total int, status text, deleted int);
       INSERT INTO orders (ordered_at, total, status, deleted) VALUES (now(), 1000, 'new', 0), (now(), 500, 'new', 1)`,
    );
    const { code, out } = await run(url);
    assert.equal(code, 0, out);
    assert.match(out, /1 orders, ₩1,000/);
  });

  await test.step("a file that is there is shown the change and left alone, and with --force only its schema changes", async () => {
    const url = await other(server, documents.statements(STYLE));
    const existing =
      "# mine\nserver:\n  port: 9000 # here\nmarkets:\n  11st: { enabled: false }\nschema:\n  jobs: null\n";
    const refused = await run(url, { existing });
    assert.equal(refused.code, 1);
    assert.equal(refused.text, existing);
    assert.match(refused.out, /^\+ {4}table: shop_documents$/m);
    assert.match(refused.error, /is there already and was left alone: with --force/);

    const forced = await run(url, { existing, flags: { yes: true, force: true } });
    assert.ok(
      forced.text.startsWith("# mine\nserver:\n  port: 9000 # here\nmarkets:\n  11st: { enabled: false }\n"),
      forced.text,
    );
    assert.equal(forced.config.schema.orders!.table, "shop_documents");
    const same = await run(url, { existing: forced.text });
    assert.equal(same.code, 0);
    assert.match(same.out, /says so already/);
    await assert.rejects(
      run(url, { existing: "a: [", flags: { yes: true, force: true } }),
      /cannot be changed, because it is no YAML/,
    );
  });

  await test.step("--output - writes the file alone to the standard output", async () => {
    const { out, error } = await run(await other(server, documents.statements(STYLE)), {
      flags: { yes: true, output: "-" },
    });
    assert.match(out, /^# Written by[\s\S]*table: shop_documents/);
    assert.match(error, /Figures that are read with it/);
  });

  await test.step("an empty database, one without a shop, one without rights, none at all", async () => {
    const fails = (url: string, pattern: RegExp, asked: Asked = {}) =>
      assert.rejects(
        run(url, asked),
        (error: Error) => error instanceof StartError && pattern.test(error.text.en),
      );
    const empty = await database(server);
    await fails(empty, /^The database has no tables/);
    await fails(
      await database(server, "CREATE TABLE weather (day date, degrees int)"),
      /^No table looks like orders/,
    );
    await fails(
      await database(server, OLD_TABLES, "CREATE ROLE blind LOGIN PASSWORD 'word'").then((url) =>
        url.replace(/\/\/.*@/, "//blind:word@")
      ),
      /^There is no table that may be read\. .*\nGRANT SELECT ON public\.market_orders/,
    );
    await fails(empty.replace(/:\d+\//, ":9/"), /cannot be reached\. Check that PostgreSQL is running/);
    await fails(empty.replace(/\/\/.*@/, "//postgres:hidden@"), /does not accept the password/);
    await fails("", /^There is no address of a database/, { env: {} });
    await fails("mysql://x", /is no PostgreSQL address/, { env: { DATABASE_URL: "mysql://x" } });
  });

  await test.step("the address of a flag is not written into the file", async () => {
    const url = await database(server, OLD_TABLES);
    const { text, out } = await run(url, { env: {}, flags: { yes: true, databaseUrl: url } });
    assert.ok(!text.includes("postgres://") && !out.includes("p%40ss"), text);
    assert.match(out, /set the environment variable DATABASE_URL/);
  });
});
