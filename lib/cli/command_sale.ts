/** `marketpulse sale start HOURS | stop`: begins or ends the big-sale mode of the server that runs on this machine. */
import type { Config } from "../config/config.ts";
import { findConfigFile } from "../config/find_config_file.ts";
import { parseConfig } from "../config/parse_config.ts";
import { formatMoment } from "../shared/format_time.ts";
import type { Clock } from "../shared/clock.ts";
import type { Language, Text } from "../shared/text.ts";
import { saleCommandTexts as texts } from "./command_sale_texts.ts";
import { SALE_HOURS } from "../app/sale_mode.ts";
import { StartError } from "../app/start_error.ts";
import { UsageError } from "./usage_error.ts";

export interface SaleFlags {
  readonly config?: string;
  readonly host?: string;
  readonly port?: string;
}

export interface SaleOptions {
  /** 0 ends it. */
  readonly hours: number;
  readonly flags: SaleFlags;
  readonly env: Readonly<Record<string, string>>;
  readonly language: Language;
  readonly clock: Clock;
  readonly writeOut: (text: string) => void;
}

/** Milliseconds that the server gets to answer. */
const PATIENCE = 5_000;

/** @throws {UsageError} when it is no number of hours that one may ask for */
export function someHours(text: string): number {
  const hours = Number(text.trim() || NaN);
  if (hours >= SALE_HOURS.least && hours <= SALE_HOURS.most) return hours;
  throw new UsageError(texts.notHours(text));
}

/**
 * Tells the server, and says until when it lasts.
 *
 * @throws {StartError} when no server could be told, with the reason
 */
export async function sale({ hours, flags, env, language, clock, writeOut }: SaleOptions): Promise<void> {
  const { config: named, ...settings } = flags;
  const config = parseConfig({ file: await findConfigFile({ flag: named, env }), env, flags: settings });
  const { until } = await tell(addressOf(config.server), hours);
  const { timezone } = config.business;
  const text = until === null
    ? texts.ended
    : texts.begun(formatMoment(Date.parse(until), clock.now(), timezone), timezone);
  writeOut(`${text[language]}\n`);
}

/** Where a server with this configuration is reached from its own machine. */
function addressOf({ host, port, base_path, tls }: Config["server"]): string {
  if (port === 0) throw new StartError(texts.anyPort);
  const near: Record<string, string> = { "0.0.0.0": "127.0.0.1", "::": "[::1]", "[::]": "[::1]" };
  const bracketed = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  const scheme = tls.cert === "" ? "http" : "https";
  return `${scheme}://${near[host] ?? bracketed}:${port}${base_path}/api/sale`;
}

async function tell(url: string, hours: number): Promise<{ until: string | null }> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ hours }),
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch (error) {
    throw new StartError(texts.nobody(new URL(url).host), { cause: error });
  }
  const body = await response.json().catch(() => null) as Answer | null;
  if (body?.error) throw new StartError(body.error.message);
  if (!response.ok || body?.until === undefined) throw new StartError(texts.notOurs(new URL(url).host));
  return { until: body.until };
}

interface Answer {
  readonly until?: string | null;
  readonly error?: { readonly message: Text };
}
