import assert from "node:assert/strict";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Who may import whom. `ARCHITECTURE.md` says the same for people. A folder's own files are always allowed. */
const RULES: Record<string, readonly string[]> = {
  "main.ts": ["lib/app", "lib/cli", "lib/web", "fresh"],
  "dev.ts": ["main.ts", "lib/app", "lib/web", "lib/demo", "lib/config", "fresh", "fresh/dev"],
  routes: [
    "fresh",
    "fresh/runtime",
    "preact",
    "@preact/signals",
    "islands",
    "lib/ui",
    "lib/client",
    "lib/shared",
    "lib/app",
    "lib/auth",
    "lib/web",
  ],
  islands: ["preact", "@preact/signals", "chart.js", "fresh/runtime", "lib/ui", "lib/client", "lib/shared"],
  workers: [
    "lib/checks",
    "lib/collectors",
    "lib/metrics",
    "lib/markets",
    "lib/demo",
    "lib/state",
    "lib/shared",
  ],
  "lib/shared": [],
  "lib/ui": ["preact", "@preact/signals", "fresh/runtime", "lib/shared"],
  "lib/client": ["@preact/signals", "lib/shared"],
  "lib/fresh/dev": [
    "lib/fresh",
    "esbuild",
    "node:",
    "preact",
    "preact-render-to-string",
    "@preact/signals",
    "devalue",
  ],
  "lib/fresh": ["preact", "preact-render-to-string", "@preact/signals", "devalue", "node:"],
  "lib/config": ["zod", "yaml", "fastest-levenshtein", "jsonpath-rfc9535", "re2js", "node:", "lib/shared"],
  "lib/collectors": ["lib/shared"],
  "lib/metrics": ["pg", "temporal-polyfill", "lib/collectors", "lib/shared"],
  "lib/budget": ["node:", "lib/bus", "lib/collectors", "lib/shared", "lib/state"],
  "lib/markets": [
    "bcryptjs",
    "fast-xml-parser",
    "undici",
    "node:",
    "lib/budget",
    "lib/collectors",
    "lib/shared",
    "lib/state",
  ],
  "lib/checks": [
    "jsonpath-rfc9535",
    "re2js",
    "pg",
    "node:",
    "lib/budget",
    "lib/collectors",
    "lib/markets",
    "lib/metrics",
    "lib/shared",
    "lib/state",
  ],
  "lib/demo": [
    "@electric-sql/pglite",
    "pg",
    "temporal-polyfill",
    "bcryptjs",
    "node:",
    "lib/metrics",
    "lib/markets",
    "lib/collectors",
    "lib/shared",
  ],
  "lib/check": [
    "fastest-levenshtein",
    "pg",
    "node:",
    "lib/budget",
    "lib/bus",
    "lib/checks",
    "lib/collectors",
    "lib/config",
    "lib/markets",
    "lib/metrics",
    "lib/shared",
    "lib/state",
  ],
  "lib/auth": ["openid-client", "otpauth", "node:", "lib/shared", "lib/state"],
  "lib/state": ["node:", "pg", "lib/shared"],
  "lib/bus": ["redis", "zod", "lib/collectors", "lib/shared"],
  "lib/live": ["lib/collectors", "lib/shared"],
  "lib/telemetry": ["prom-client", "lib/collectors", "lib/shared"],
  "lib/app": [
    "node:",
    "lib/auth",
    "lib/budget",
    "lib/bus",
    "lib/checks",
    "lib/collectors",
    "lib/config",
    "lib/demo",
    "lib/live",
    "lib/metrics",
    "lib/shared",
    "lib/state",
    "lib/telemetry",
    "deno.json",
  ],
  "lib/web": [
    "fresh",
    "lib/app",
    "lib/auth",
    "lib/config",
    "lib/live",
    "lib/metrics",
    "lib/shared",
    "lib/state",
  ],
  "lib/init": ["pg", "yaml", "lib/check", "lib/config", "lib/metrics", "lib/shared"],
  "lib/cli": [
    "commander",
    "uqr",
    "diff",
    "node:",
    "lib/app",
    "lib/auth",
    "lib/check",
    "lib/config",
    "lib/init",
    "lib/markets",
    "lib/metrics",
    "lib/shared",
    "lib/state",
  ],
};

/** Rooms that are reached through an import name, and by that name alone. */
const ALIASES: Record<string, string> = { "lib/fresh": "fresh", "lib/fresh/dev": "fresh/dev" };

const MAX_FILE_LINES = 300;
const MAX_MAIN_LINES = 80;
const ROOT = fileURLToPath(new URL("..", import.meta.url));

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = await sources();
const imports = (await Promise.all(files.map(importsOf))).flat();

Deno.test("architecture: every import is one that its room may make", () => {
  const wrong = imports.filter(({ from, to }) => !allowed(from, to));
  assert.deepEqual(wrong.map(({ from, to }) => `${from} imports ${to}`), []);
});

Deno.test("architecture: lib/shared uses nothing that a browser or a server alone has", async () => {
  const shared = files.filter((file) => roomOf(file) === "lib/shared");
  assert.ok(shared.length > 5);
  for (const file of shared) {
    assert.doesNotMatch(await read(file), /\bDeno\.|\bprocess\.|\bdocument\.|\bwindow\./, file);
  }
});

Deno.test("architecture: no file imports itself by a detour, types aside", () => {
  const edges = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) {
    if (!typeOnly) edges.set(from, [...edges.get(from) ?? [], to]);
  }
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    assert.ok(!path.includes(file), [...path, file].join(" → "));
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) visit(file, []);
});

Deno.test("architecture: files stay short enough to be read in one go", async () => {
  for (const file of files) {
    const lines = (await read(file)).trimEnd().split("\n").length;
    assert.ok(lines <= (file === "main.ts" ? MAX_MAIN_LINES : MAX_FILE_LINES), `${file} has ${lines} lines`);
  }
});

Deno.test("architecture: every room and every path that ARCHITECTURE.md names exists, and every room is named", async () => {
  const text = await read("ARCHITECTURE.md");
  const named = [
    ...text.matchAll(/`((?:lib|routes|islands|workers|tests|bench|static)\/[\w./-]*|main\.ts|dev\.ts)`/g),
  ];
  assert.ok(named.length > 10);
  for (const [, path] of named) await Deno.stat(join(ROOT, path!));
  for (const room of Object.keys(RULES)) {
    const name = room.endsWith(".ts") ? room : `${room}/`;
    assert.ok(text.includes(`\`${name}\``), `ARCHITECTURE.md does not name ${name}`);
  }
});

Deno.test("architecture: no barrels, a file is imported by its own name", () => {
  const barrels = files.filter((file) => /\/(mod|index)\.ts$/.test(file) && !file.startsWith("lib/fresh/"));
  assert.deepEqual(barrels, []);
});

function allowed(from: string, to: string): boolean {
  const [own, other] = [roomOf(from), roomOf(to)];
  const name = ALIASES[other] ?? other;
  if (own === other) return true;
  return (RULES[own] ?? []).some((entry) =>
    entry === other || entry === name || (entry.endsWith(":") && to.startsWith(entry))
  );
}

/** The longest rule that covers a file; for a package its name. */
function roomOf(path: string): string {
  const rooms = Object.keys(RULES).filter((room) => path === room || path.startsWith(`${room}/`));
  const room = rooms.sort((a, b) => b.length - a.length)[0];
  if (room) return room;
  const [first, second] = path.split("/");
  if (path.startsWith("fresh/")) return path;
  return first!.startsWith("@") ? `${first}/${second}` : first!;
}

async function sources(): Promise<string[]> {
  const found: string[] = ["main.ts", "dev.ts"];
  for (const folder of ["lib", "routes", "islands", "workers"]) await collect(folder, found);
  return found.sort();
}

async function collect(folder: string, found: string[]): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(join(ROOT, folder))) {
    const path = `${folder}/${name}`;
    if (isDirectory) await collect(path, found);
    else if (/\.tsx?$/.test(name)) found.push(path);
  }
}

async function importsOf(from: string): Promise<Import[]> {
  const text = (await read(from)).replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const statements = text.matchAll(
    /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|import\("([^"]+)"\)/g,
  );
  return [...statements].map(([, , type, plain, dynamic]) => ({
    from,
    to: resolve(from, (plain ?? dynamic)!),
    typeOnly: type !== undefined,
  }));
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (!specifier.startsWith(".")) return specifier;
  return relative("", normalize(join(dirname(from), specifier)));
}

async function read(path: string): Promise<string> {
  return await Deno.readTextFile(join(ROOT, path));
}
