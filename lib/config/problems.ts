/** What a schema found, as messages for people. */
import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import type { ConfigProblem } from "./config_error.ts";
import { CHECK_TYPES } from "../shared/check_options.ts";
import { requirement, requirements, texts } from "./texts.ts";
import type { ValueFault } from "./values.ts";
import type { Path } from "./yaml_file.ts";

/** A problem and where in the configuration it is. */
export type ProblemAt = ConfigProblem & { readonly at: Path };

export interface ProblemContext {
  /** What was checked. */
  readonly raw: unknown;
  /** The configuration in which nothing is written: it has every key. */
  readonly defaults: unknown;
  /** What people call the key at a path: the key itself, a variable or a flag. */
  subjectOf(path: Path): string;
}

/** The problems of one issue: one for each unknown key, else one. */
export function problemsOf(issue: z.core.$ZodIssue, context: ProblemContext): ProblemAt[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unknownKey([...issue.path, key], context.defaults));
  }
  const { required, secret } = faultOf(issue);
  const shown = secret ? null : shownValue(valueAt(context.raw, issue.path));
  const message = texts.wrongValue(context.subjectOf(issue.path), required, shown);
  return [{ message, path: issue.path.join("."), at: issue.path }];
}

/** A group or a list where something else stands is found by the library, anything more by the values themselves. */
function faultOf(issue: z.core.$ZodIssue): ValueFault {
  if (issue.code === "custom") return issue.params!.fault as ValueFault;
  if (issue.code === "invalid_union") return { required: requirement.choice(CHECK_TYPES), secret: true };
  const list = issue.code === "invalid_type" && issue.expected === "array";
  return { required: list ? requirements.list : requirements.section, secret: true };
}

function unknownKey(path: Path, defaults: unknown): ProblemAt {
  const dotted = path.join(".");
  const group = path.slice(0, -1);
  const known = Object.keys(valueAt(defaults, group) ?? {});
  const key = String(path.at(-1));
  const nearest = closest(key, known);
  const near = distance(key, nearest) <= Math.min(3, Math.max(1, Math.floor(key.length / 2)));
  const message = near
    ? texts.unknownKey(dotted, [...group, nearest].join("."))
    : texts.unknownKeyOf(dotted, known);
  return { message, path: dotted, at: path };
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | null)?.[step], root);
}

const LONGEST_SHOWN = 60;

function shownValue(value: unknown): string | null {
  if (value === undefined) return null;
  // What stands before the host of an address may be a password.
  const json = JSON.stringify(value).replaceAll(/\/\/[^/@"\s]*@/g, "//***@");
  return json.length > LONGEST_SHOWN ? `${json.slice(0, LONGEST_SHOWN)}…` : json;
}
