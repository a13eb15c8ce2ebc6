/** What the documents promise is what the program does. */
import assert from "node:assert/strict";
import { type ConfigSchema, configSchema, keysOf } from "@/lib/config/config_schema.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { liveTexts, pageTexts } from "@/lib/shared/i18n/catalogue.ts";
import { type Language, LANGUAGES } from "@/lib/shared/text.ts";
import { configReference } from "@/tools/config_reference.ts";
import { configurationFile, withReference } from "@/tools/docs.ts";

const suffix = (language: Language) => language === "en" ? "" : `.${language}`;
const read = (path: string) => Deno.readTextFile(new URL(`../../${path}`, import.meta.url));

const documents = ["README.md", "README.ko.md", "ARCHITECTURE.md", "CHANGELOG.md"];
for (const { name } of Deno.readDirSync(new URL("../../docs/", import.meta.url))) {
  if (name.endsWith(".md")) documents.push(`docs/${name}`);
}

Deno.test("every example of the documents is a configuration of something else than the defaults", async () => {
  const examples: string[] = [];
  for (const document of documents) {
    const text = await read(document);
    examples.push(...[...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, example]) => example!));
  }
  assert.ok(examples.length >= 14);
  for (const text of examples) {
    const env = Object.fromEntries(
      [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => [name, "of-the-environment"]),
    );
    const config = parseConfig({ file: { path: "marketpulse.yaml", text }, env, flags: {} });
    assert.notDeepEqual(config, parseConfig({ env: {}, flags: {} }), text);
  }
});

Deno.test("every link of the documents to another file leads there", async () => {
  const missing: string[] = [];
  for (const document of documents) {
    for (const [, link] of (await read(document)).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
      const target = new URL(link!, new URL(`../../${document}`, import.meta.url));
      await Deno.stat(target).catch(() => missing.push(`${document}: ${link}`));
    }
  }
  assert.deepEqual(missing, []);
});

for (const language of LANGUAGES) {
  const [configuration, troubles] = ["configuration", "troubleshooting"].map((name) =>
    `docs/${name}${suffix(language)}.md`
  ) as [string, string];

  Deno.test(`${configuration} has the keys of today (deno task docs writes them)`, async () => {
    const document = await Deno.readTextFile(configurationFile(language));
    assert.equal(document, withReference(document, configReference(language)));
  });

  Deno.test(`${troubles} and ${configuration} name keys that there are`, async () => {
    const known = new Set(pathsOf(configSchema("en"), []));
    const sections = Object.keys(keysOf(configSchema("en"))!);
    for (const document of [troubles, configuration]) {
      const named = [...(await read(document)).matchAll(/`([a-z_]+)\.([\w.]+)`/g)]
        .filter(([, section]) => sections.includes(section!)).map(([, section, rest]) =>
          `${section}.${rest}`
        );
      assert.ok(named.length > 5, document);
      assert.deepEqual(named.filter((key) => !known.has(key)), [], document);
    }
  });

  Deno.test(`${troubles} speaks of what is to be read on the page and on the command line`, async () => {
    const document = await read(troubles);
    const onPage = new Set<string>([
      ...Object.values(liveTexts(language)),
      ...Object.values(pageTexts(language)),
    ]);
    const words = [...document.matchAll(/\*\*(.+?)\*\*/g)].map(([, word]) => word!);
    assert.ok(words.length > 10);
    assert.deepEqual(words.filter((word) => !onPage.has(word)), []);
    const quotes = [...document.matchAll(/[“"]([^”"]+)[”"]/g)].flatMap(([, quote]) => quote!.split("…"));
    assert.ok(quotes.length > 5);
    const sources = await textOfSources();
    assert.deepEqual(quotes.filter((quote) => !sources.includes(quote.trim())), []);
  });
}

function pathsOf(schema: ConfigSchema, path: readonly string[]): string[] {
  return Object.entries(keysOf(schema) ?? {}).flatMap(([key, inner]) => {
    const at = [...path, key];
    return [at.join("."), ...pathsOf(inner, at)];
  });
}

/** Everything that the program can say, and more. A text over several lines is put together. */
async function textOfSources(below = "lib/"): Promise<string> {
  const folder = new URL(`../../${below}`, import.meta.url);
  const texts: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) texts.push(await textOfSources(`${below}${name}/`));
    else if (/\.tsx?$/.test(name)) texts.push(await Deno.readTextFile(new URL(name, folder)));
  }
  return texts.join("\n").replaceAll(/["'`] \+\s+["'`]/g, "");
}
