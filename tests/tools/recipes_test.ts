/** Every recipe is cooked: its tables are made, its configuration reads them, and its figures are the ones it promises. */
import assert from "node:assert/strict";
import { checkDatabase } from "@/lib/check/check_database.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import { type Language, LANGUAGES } from "@/lib/shared/text.ts";
import { postgresTest } from "../support/postgres.ts";

const documentOf = (language: Language) =>
  language === "en" ? "docs/recipes.md" : `docs/recipes.${language}.md`;

function blocks(text: string, kind: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, block]) =>
    block!
  );
}

for (const language of LANGUAGES) {
  const document = documentOf(language);
  postgresTest(
    `the mappings of ${document} read what they promise, and by what changed`,
    { major: 15 },
    async (server, test) => {
      const text = await Deno.readTextFile(new URL(`../../${document}`, import.meta.url));
      const [tables, configs] = [blocks(text, "sql"), blocks(text, "yaml")];
      const [promised] = blocks(text, "text");
      assert.deepEqual([tables.length, configs.length], [3, 3]);
      for (const [index, sql] of tables.entries()) {
        await test.step(sql.split("(")[0]!, async () => {
          const url = await server.createDatabase();
          await server.query(sql, url);
          const file = { path: "marketpulse.yaml", text: configs[index]! };
          const config = parseConfig({ file, env: { DATABASE_URL: url }, flags: {} });
          const findings = await Array.fromAsync(checkDatabase({ config, clock: systemClock }));
          const troubles = findings.filter(({ grade }) => grade === "fault" || grade === "warning").map((
            { name },
          ) => name);
          // Tests read as the owner of the tables.
          assert.deepEqual(troubles, ["database.rights"]);
          const said = (name: string) => findings.find((found) => found.name === `database.${name}`)!.message;
          assert.ok(said("sales")[language].includes(promised!.trim()), said("sales")[language]);
          assert.match(said("reading.orders").en, /^Only changed rows of .* are read$/);
        });
      }
    },
  );

  Deno.test(`${document} quotes what is to be read on the command line`, async () => {
    const text = await Deno.readTextFile(new URL(`../../${document}`, import.meta.url));
    const quotes = [...text.matchAll(/^\| "([^"]+)"/gm)].map(([, quote]) => quote!);
    assert.equal(quotes.length, 5);
    let sources = "";
    for (const name of ["order_texts", "newest_texts", "column_texts", "database_texts"]) {
      sources += await Deno.readTextFile(new URL(`../../lib/check/${name}.ts`, import.meta.url));
    }
    assert.deepEqual(quotes.filter((quote) => !sources.includes(quote)), []);
  });
}
