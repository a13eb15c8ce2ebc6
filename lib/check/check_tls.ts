import { X509Certificate } from "node:crypto";
import { ConfigError } from "../config/config_error.ts";
import { readTls } from "../config/tls_files.ts";
import type { Clock } from "../shared/clock.ts";
import { type Finding, finding } from "./finding.ts";
import { tlsTexts } from "./texts.ts";

const DAY = 24 * 3_600_000;
/** Certificates that are renewed by themselves are, a month before they end. */
const SOON = 14 * DAY;

/** Whether the server can serve TLS with what is configured, and until when; nothing where none is configured. */
export async function checkTls(
  files: { cert: string; key: string },
  clock: Clock,
): Promise<Finding[]> {
  const name = "server.tls";
  try {
    const pair = await readTls(files);
    if (!pair) return [];
    const { validTo, subjectAltName } = new X509Certificate(pair.cert);
    const left = Date.parse(validTo) - clock.now();
    const until = new Date(validTo).toISOString().slice(0, 10);
    const seen = [`${files.cert}: ${subjectAltName ?? "-"}`];
    if (left <= 0) {
      const message = tlsTexts.expired(until);
      return [finding("config", { name, grade: "fault", message, remedy: tlsTexts.renew, seen })];
    }
    const grade = left < SOON ? "warning" : "ok";
    const remedy = grade === "ok" ? null : tlsTexts.renew;
    const message = tlsTexts.until(until, Math.floor(left / DAY));
    return [finding("config", { name, grade, message, remedy, seen })];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ message, path }) =>
      finding("config", { name: path ?? name, grade: "fault", message })
    );
  }
}
