import { type JsonValue, query } from "jsonpath-rfc9535";
import type { Answer } from "../markets/seen.ts";
import type { HttpCheckOptions, JsonExpectation } from "../shared/check_options.ts";
import type { CheckTools, Found, Problem } from "./check_kind.ts";
import { httpProblems } from "./texts.ts";
import { contains, fits } from "./text_pattern.ts";

/** Asks once, follows no redirect, and reads up to 256 KB of the answer. */
export async function checkHttp(options: HttpCheckOptions, { network, limits }: CheckTools): Promise<Found> {
  const { target: url, method, headers } = options;
  const seen = await network.request({ call: "check", url, method, headers }, limits);
  return { seen, problem: seen.kind === "answer" ? problemOf(seen, options.expect) : undefined };
}

type Expected = HttpCheckOptions["expect"];

/** The first thing that is not as expected. */
function problemOf(answer: Answer, expected: Expected): Problem | undefined {
  const { status, headers, body, whole } = answer;
  if (!expected.status.some(([from, to]) => from <= status && status <= to)) {
    return httpProblems.status(status, rangesText(expected.status));
  }
  for (const [name, pattern] of Object.entries(expected.headers)) {
    if (!fits(headers.get(name) ?? "", pattern)) return httpProblems.header(name);
  }
  if (!whole || body.length > expected.max_size) return httpProblems.size(expected.max_size);
  if (expected.body === "" && Object.keys(expected.json).length === 0) return undefined;
  const text = decode(answer);
  if (expected.body !== "" && !contains(text, expected.body)) return httpProblems.body();
  return jsonProblem(text, expected.json);
}

function jsonProblem(text: string, expected: Expected["json"]): Problem | undefined {
  const paths = Object.entries(expected);
  if (paths.length === 0) return undefined;
  const document = parse(text);
  if (document === undefined) return httpProblems.noJson();
  for (const [path, expectation] of paths) {
    const found = query(document, path);
    if (found.length === 0) return httpProblems.jsonMissing(path);
    if (!isAsExpected(found[0]!, expectation)) return httpProblems.json(path, shown(found[0]!));
  }
}

function isAsExpected(value: JsonValue, expectation: JsonExpectation): boolean {
  if (typeof expectation === "string") return typeof value === "string" && fits(value, expectation);
  if (typeof expectation !== "object" || expectation === null) return value === expectation;
  const { min = -Infinity, max = Infinity } = expectation;
  return typeof value === "number" && value >= min && value <= max;
}

/** Text may be anything, also a secret, so only that it is some is told. */
function shown(value: JsonValue): string {
  if (typeof value === "string") return "text";
  return typeof value === "object" && value !== null ? "a structure" : String(value);
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** In the character set that the answer names, UTF-8 where it names none that is known. */
function decode({ headers, body }: Answer): string {
  const [, charset = "utf-8"] = /charset="?([\w-]+)/i.exec(headers.get("content-type") ?? "") ?? [];
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

function rangesText(ranges: Expected["status"]): string {
  return ranges.map(([from, to]) => from === to ? `${from}` : `${from}-${to}`).join(", ");
}
