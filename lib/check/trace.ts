/** What went over the wire, line by line, for somebody who sets a market up: everything but what is secret. */
import type { Outgoing } from "../markets/allowed_request.ts";
import { bodyText } from "../markets/body_text.ts";
import { sentHeaders } from "../markets/network.ts";
import { redact } from "../markets/redact.ts";
import type { Answer, Connected, Failed } from "../markets/seen.ts";
import type { Phases } from "../shared/snapshot.ts";
import { maskForm, maskHeader, maskJson } from "./mask.ts";

/** Characters of a body that are shown. */
const BODY_SHOWN = 2_000;

/** A request: `>` in front of each line. */
export function sentLines(outgoing: Outgoing, secrets: readonly string[]): string[] {
  const { method, url, body } = outgoing;
  const { host, pathname, search } = new URL(url);
  const headers = [...sentHeaders(outgoing) ?? []].map(([name, value]) =>
    `${name}: ${maskHeader(name, value)}`
  );
  const lines = [`${method} ${pathname}${search}`, `host: ${host}`, ...headers, "connection: close"];
  return [...lines, ...(body ? [maskForm(body)] : [])].map((line) => `> ${redact(line, secrets)}`);
}

/** What came of it: `<` in front of each line. */
export function receivedLines(seen: Answer | Failed, secrets: readonly string[]): string[] {
  const times = phaseWords(seen.phases);
  const end = times === "" ? [] : [times];
  if (seen.kind === "failed") return [`nothing: ${seen.detail}`, ...end].map((line) => `< ${line}`);
  const { status, headers, body, whole } = seen;
  const text = maskJson(bodyText(body, headers.get("content-type") ?? ""));
  const shown = text.length > BODY_SHOWN ? `${text.slice(0, BODY_SHOWN)}…` : text;
  const lines = [
    `HTTP ${status}`,
    ...[...headers].map(([name, value]) => `${name}: ${maskHeader(name, value)}`),
    ...shown.split(/\r?\n/).filter((line) => line.trim() !== ""),
    ...(whole ? [] : ["(longer than what is read of an answer)"]),
    ...end,
  ];
  return lines.map((line) => `< ${redact(line, secrets)}`);
}

/** One line of what was done and what came of it. */
export function outcome(seen: Answer | Connected | Failed): string {
  if (seen.kind === "failed") return `${seen.failure}: ${seen.detail}`;
  const ms = `${seen.took.toFixed(1)} ms`;
  if (seen.kind === "connected") return `connected, ${ms}`;
  const type = seen.headers.get("content-type")?.split(";")[0] ?? "no content type";
  return `HTTP ${seen.status}, ${type}, ${seen.body.length} bytes, ${ms}`;
}

function phaseWords(phases: Phases | undefined): string {
  const words = Object.entries(phases ?? {}).flatMap(([name, ms]) =>
    ms === null ? [] : [`${name.replace("_", " ")} ${ms.toFixed(1)} ms`]
  );
  return words.length > 0 ? `(${words.join(", ")})` : "";
}
