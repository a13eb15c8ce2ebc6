/** `marketpulse sale start HOURS | stop`: begins or ends the big-sale mode of the server that runs on this machine. */
import type { Config } from "../config/config.ts";
import { findConfigFile } from "../config/find_config_file.ts";
import { parseConfig } from "../config/parse_config.ts";
import { formatMoment } from "../shared/format_time.ts";
import type { Clock } from "../shared/clock.ts";
import type { Language, Text } from "../shared/text.ts";
import { saleCommandTexts as texts } from "./command_sale_texts.ts";
import { withOwnPass } from "./own_pass.ts";
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
  readonly writeError: (text: string) => void;
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
export async function sale(options: SaleOptions): Promise<void> {
  const { hours, flags, env, language, clock, writeOut } = options;
  const { config: named, ...settings } = flags;
  const config = parseConfig({ file: await findConfigFile({ flag: named, env }), env, flags: settings });
  const url = addressOf(config.server);
  const first = await tell(url, { hours });
  // Where one has to log in, who may write the server's state is let in by it.
  const { until } = first ?? await withOwnPass({ ...options, config: named }, async (pass) => {
    const second = await tell(url, { hours, pass });
    if (!second) throw new StartError(texts.otherState(new URL(url).host));
    return second;
  });
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

/** Null: one has to log in first. */
async function tell(
  url: string,
  { hours, pass }: { readonly hours: number; readonly pass?: string },
): Promise<{ until: string | null } | null> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        ...(pass !== undefined && { authorization: `Bearer ${pass}` }),
      },
      body: JSON.stringify({ hours }),
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch (error) {
    throw new StartError(texts.nobody(new URL(url).host), { cause: error });
  }
  const body = await response.json().catch(() => null) as Answer | null;
  if (response.status === 401 && body?.error) return null;
  if (body?.error) throw new StartError(body.error.message);
  if (!response.ok || body?.until === undefined) throw new StartError(texts.notOurs(new URL(url).host));
  return { until: body.until };
}

interface Answer {
  readonly until?: string | null;
  readonly error?: { readonly message: Text };
}
