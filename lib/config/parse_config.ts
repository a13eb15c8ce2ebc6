import type { z } from "zod";
import { type Config } from "./config.ts";
import { keysOfChecks } from "./checks_section.ts";
import { keysOfCharts } from "./charts_section.ts";
import { ConfigError, type ConfigProblem } from "./config_error.ts";
import { crossCheck } from "./cross_checks.ts";
import { type Environment, variable, VARIABLES, withVariables } from "./environment.ts";
import type { ConfigFile } from "./find_config_file.ts";
import { locatedMetrics } from "./located_metrics.ts";
import { keysOfMetrics } from "./metrics_section.ts";
import { type ProblemAt, type ProblemContext, problemsOf } from "./problems.ts";
import { fileSections, logSection } from "./sections.ts";
import { type Path, readYaml, type YamlFile } from "./yaml_file.ts";

export interface ConfigSources {
  readonly file?: ConfigFile | null;
  readonly env: Environment;
  readonly flags: { readonly host?: string; readonly port?: string | number; readonly demo?: boolean };
}

/**
 * One checked value out of the file, the environment and the flags; flags win over the environment, the environment over
 * the file, the file over the defaults.
 *
 * A variable that is empty or blank is as good as not set. The demo flag makes `database.url` empty, so that a
 * `DATABASE_URL` left over from another program does no harm.
 *
 * @throws {ConfigError} with every fault.
 */
export function parseConfig({ file = null, env, flags }: ConfigSources): Config {
  const yaml = file ? readYaml(file.text) : { value: {}, lineOf: () => 1 };
  if (Array.isArray(yaml)) throw new ConfigError(yaml, file?.path ?? null);
  const { value, problems: unset } = withVariables(yaml.value, env);
  const given = [...fromEnvironment(env), ...fromFlags(flags)];
  const raw = given.filter(({ path }) => path[0] !== "log").reduce<unknown>(withValue, value);
  const log = given.filter(({ path }) => path[0] === "log").reduce<unknown>(withValue, {});

  const sections = fileSections.superRefine(crossCheck).safeParse(raw);
  const logging = logSection.safeParse((log as { log?: unknown }).log);
  if (sections.success && logging.success && unset.length === 0) {
    const metrics = locatedMetrics(sections.data.metrics, { yaml, path: file?.path ?? null });
    return { ...sections.data, metrics, log: logging.data, demo: sections.data.database.url === "" };
  }

  const issues = [...issuesOf(sections), ...issuesOf(logging, "log")];
  const subjects = new Map(given.map(({ path, name }) => [path.join("."), name]));
  const context: ProblemContext = {
    raw: { ...raw as object, ...log as object },
    defaults: { ...fileSections.parse({}), ...keysOfLists(raw as Record<string, unknown>) },
    subjectOf: (path) => subjects.get(path.join(".")) ?? path.join("."),
  };
  const inUnset = new Set(unset.map(({ path }) => path));
  const found = issues.flatMap((issue) => problemsOf(issue, context)).filter(({ path }) =>
    !inUnset.has(path)
  );
  throw new ConfigError(located([...unset, ...found], { yaml, subjects }), file?.path ?? null);
}

/** What may be written in the entries of lists. */
function keysOfLists(
  { checks, metrics, charts }: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return { checks: keysOfChecks(checks), metrics: keysOfMetrics(metrics), charts: keysOfCharts(charts) };
}

/** A value from outside the file, and what people call its origin. */
interface Given {
  readonly path: Path;
  readonly value: unknown;
  readonly name: string;
}

function fromEnvironment(env: Environment): Given[] {
  return Object.entries(VARIABLES)
    .map(([name, path]) => ({ name, path, value: variable(env, name) }))
    .filter(({ value }) => value !== undefined);
}

function fromFlags({ host, port, demo }: ConfigSources["flags"]): Given[] {
  return [
    { name: "--host", path: ["server", "host"], value: host },
    { name: "--port", path: ["server", "port"], value: port },
    { name: "--demo", path: ["database", "url"], value: demo ? "" : undefined },
  ].filter(({ value }) => value !== undefined);
}

/** `root` with a value at a path; where something else than a group is in the way, that stays and will be a fault. */
function withValue(root: unknown, { path: [step, ...rest], value }: Pick<Given, "path" | "value">): unknown {
  if (step === undefined) return value;
  if (typeof root !== "object" && root !== undefined || Array.isArray(root)) return root;
  const group: Record<PropertyKey, unknown> = { ...root };
  return { ...group, [step]: withValue(group[step], { path: rest, value }) };
}

function issuesOf(result: z.ZodSafeParseResult<unknown>, ...within: string[]): z.core.$ZodIssue[] {
  const issues = result.error?.issues ?? [];
  return issues.map((issue) => ({ ...issue, path: [...within, ...issue.path] }));
}

/** Problems with their lines; those of the file first, in its order. */
function located(
  problems: readonly ProblemAt[],
  { yaml, subjects }: { yaml: YamlFile; subjects: ReadonlyMap<string, string> },
): ConfigProblem[] {
  const outside = ({ path }: ProblemAt) => subjects.has(path!);
  const inFile = problems.filter((problem) => !outside(problem))
    .map(({ at, ...problem }) => ({ ...problem, line: yaml.lineOf(at) }))
    .sort((a, b) => a.line - b.line);
  return [...inFile, ...problems.filter(outside).map(({ at: _, ...problem }) => problem)];
}
