/**
 * The kinds of values that a configuration is made of. Each carries what it requires in both languages, which the
 * messages built into a schema library do not.
 */
import * as z from "zod";
import { systemClock } from "../shared/clock.ts";
import type { Text } from "../shared/text.ts";
import type { TrustProxy } from "./config.ts";
import { DURATION_PATTERN, milliseconds } from "./duration.ts";
import { isNetwork } from "./networks.ts";
import { requirement, requirements } from "./texts.ts";

/** What a fault of a value tells besides its path. */
export interface ValueFault {
  readonly required: Text;
  /** The value must not be shown. */
  readonly secret: boolean;
}

interface ValueOptions {
  readonly secret?: boolean;
  /** What it looks like in the file, as JSON Schema: a help for editors, `read` is what decides. */
  readonly json?: Readonly<Record<string, unknown>>;
}

/** What `read` makes of a value; it refuses one with `undefined`. */
export function value<T>(
  required: Text | ((raw: unknown) => Text),
  read: (raw: unknown) => T | undefined,
  { secret = false, json = { type: "string" } }: ValueOptions = {},
): z.ZodType<T> {
  return z.unknown().transform((raw, context) => {
    const result = read(raw);
    if (result !== undefined) return result;
    const fault: ValueFault = { required: typeof required === "function" ? required(raw) : required, secret };
    context.addIssue({ code: "custom", params: { fault } });
    return z.NEVER;
  }).meta(json);
}

/** A text that takes a variable may stand for anything. */
const VARIABLE_PATTERN = String.raw`\$\{\w+\}`;

const ofVariable = { type: "string", pattern: VARIABLE_PATTERN };

function orVariable(json: Readonly<Record<string, unknown>>) {
  return { anyOf: [json, ofVariable] };
}

const text = (raw: unknown) => typeof raw === "string" ? raw : undefined;
const word = (raw: unknown) => typeof raw === "string" && raw.trim() !== "" ? raw : undefined;

/** Any text that is not empty. */
export const aWord = value(
  (raw) => typeof raw === "string" || raw === null ? requirements.notEmpty : requirements.text,
  word,
);

/** Any text, also none. */
export const aText = value(requirements.text, text);

/** What a check is called: also a part of URLs, of Redis keys and of paths in the snapshot. */
export const aName = value(
  requirements.name,
  (raw) => typeof raw === "string" && /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u.test(raw) ? raw : undefined,
);

/** A credential of a market; empty when not given. */
export const aCredential = value(requirements.text, text, { secret: true });

export const aColumn = value(requirements.column, word);

export const aColumnOrNull = value(requirements.columnOrNull, (raw) => raw === null ? null : word(raw), {
  json: { type: ["string", "null"] },
});

/** Numbers and switches that a variable brought arrive as text. */
export const aSwitch = value(
  requirements.yesNo,
  (raw) => raw === true || raw === "true" ? true : raw === false || raw === "false" ? false : undefined,
  { json: orVariable({ type: "boolean" }) },
);

export const aNumberOrNull = value(
  requirements.numberOrNull,
  (raw) => raw === null || (typeof raw === "number" && Number.isFinite(raw)) ? raw : undefined,
  { json: { type: ["number", "null"] } },
);

export function aWholeNumber(from: number, to: number): z.ZodType<number> {
  return value(requirement.wholeNumber(from, to), (raw) => {
    const number = typeof raw === "string" && /^-?\d+$/.test(raw) ? Number(raw) : raw;
    return Number.isSafeInteger(number) && number as number >= from && number as number <= to
      ? number as number
      : undefined;
  }, { json: orVariable({ type: "integer", minimum: from, maximum: to }) });
}

/** `5s`, `500ms`, `2m`, `1h` to milliseconds. */
export function aDuration(from: string, to: string): z.ZodType<number> {
  const [least, most] = [milliseconds(from)!, milliseconds(to)!];
  return value(requirement.duration(from, to), (raw) => {
    const ms = milliseconds(raw);
    return ms !== undefined && ms >= least && ms <= most ? ms : undefined;
  }, { json: { type: "string", pattern: `${DURATION_PATTERN}|${VARIABLE_PATTERN}` } });
}

export function aChoice<const T extends string>(choices: readonly T[]): z.ZodType<T> {
  return value(requirement.choice(choices), (raw) => choices.find((choice) => choice === raw), {
    json: orVariable({ enum: choices }),
  });
}

/** Offsets such as `+09:00` are refused, because they know no history and PostgreSQL reads their sign the other way round. */
export const aTimeZone = value(requirements.timeZone, (raw) => {
  if (typeof raw !== "string" || !/^[A-Za-z]/.test(raw)) return undefined;
  try {
    new Intl.DateTimeFormat("en", { timeZone: raw });
    return raw;
  } catch {
    return undefined;
  }
});

export const aTimeOfDay = value(
  requirements.timeOfDay,
  (raw) => typeof raw === "string" && /^([01]\d|2[0-3]):[0-5]\d$/.test(raw) ? raw : undefined,
);

/** A day that has begun in Korea, `YYYY-MM-DD`; a mistyped year would silence every notice before it ends. */
export const aPastDayOrNull = value(
  requirements.pastDayOrNull,
  (raw) => raw === null ? null : typeof raw === "string" && isPastDay(raw) ? raw : undefined,
  { json: { anyOf: [{ type: "string", pattern: String.raw`^\d{4}-\d{2}-\d{2}$` }, { type: "null" }] } },
);

function isPastDay(day: string): boolean {
  const start = Date.parse(`${day}T00:00:00+09:00`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) &&
    new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;
  return isDay && start <= systemClock.now();
}

export const aBasePath = value(
  requirements.basePath,
  (raw) => typeof raw === "string" && /^(\/[\w.~-]+)*$/.test(raw) ? raw : undefined,
);

/** A name such as browsers ask for it; addresses are always allowed and need not be written. */
export const aHost = value(
  requirements.host,
  (raw) => typeof raw === "string" && /^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*$/u.test(raw) ? raw : undefined,
);

/** Whose word of a client is believed: nobody's, everybody's, or that of these addresses and networks. */
export const aTrust = value(requirements.trust, (raw): TrustProxy | undefined => {
  if (Array.isArray(raw)) {
    return raw.every((entry) => typeof entry === "string" && isNetwork(entry)) ? raw : undefined;
  }
  return raw === true || raw === "true" ? true : raw === false || raw === "false" ? false : undefined;
}, { json: { anyOf: [{ type: "boolean" }, { type: "array", items: { type: "string" } }, ofVariable] } });

/** `host:port`, an IPv6 address in brackets. */
export const aTarget = value(requirements.target, (raw) => {
  const port = typeof raw === "string"
    ? /^(?:[\w.-]+|\[[\da-fA-F:.]+\]):(\d{1,5})$/.exec(raw)?.[1]
    : undefined;
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535 ? raw as string : undefined;
});

/** Client secrets of Naver are bcrypt salts (https://apicenter.commerce.naver.com/docs/auth). */
export const aNaverSecret = value(
  requirements.naverSecret,
  (raw) => typeof raw === "string" && /^(\$2[aby]\$\d{2}\$[./A-Za-z0-9]{22})?$/.test(raw) ? raw : undefined,
  { secret: true },
);

function url(raw: unknown, protocols: readonly string[]): URL | undefined {
  const parsed = typeof raw === "string" ? URL.parse(raw) : null;
  return parsed && protocols.includes(parsed.protocol) ? parsed : undefined;
}

/** The origin of another site. */
export const anOrigin = value(
  requirements.origin,
  (raw) => url(raw, ["http:", "https:"])?.origin === raw ? raw as string : undefined,
);

/** Where a market's API is; without a slash at the end. */
export const anApiUrl = value(requirements.apiUrl, apiUrl);

/** The same, or empty where it is another one for each shop and not given. */
export const anApiUrlOrNone = value(requirements.apiUrl, (raw) => raw === "" ? "" : apiUrl(raw));

function apiUrl(raw: unknown): string | undefined {
  const parsed = url(raw, ["http:", "https:"]);
  if (!parsed || parsed.username || parsed.password || /[?#]/.test(raw as string)) return undefined;
  return (raw as string).replace(/\/+$/, "");
}

/** Who opens tunnels to the markets. Empty: nobody. */
export const aProxyUrl = value(requirements.proxyUrl, (raw) => {
  const parsed = url(raw, ["http:"]);
  return raw === "" || (parsed && parsed.hostname !== "") ? raw as string : undefined;
}, { secret: true });

/** Empty: there is no database. */
export const aPostgresUrl = value(
  requirements.postgresUrl,
  (raw) => raw === "" || url(raw, ["postgres:", "postgresql:"]) ? raw as string : undefined,
  { secret: true },
);

/** Name of a channel of PostgreSQL's NOTIFY, which takes up to 63 bytes; empty: none. */
export const aChannel = value(
  requirements.channel,
  (raw) =>
    typeof raw === "string" && !raw.includes("\0") && new TextEncoder().encode(raw).length <= 63
      ? raw
      : undefined,
);

/** Empty: there is no Redis. */
export const aRedisUrl = value(
  requirements.redisUrl,
  (raw) => {
    const parsed = url(raw, ["redis:", "rediss:"]);
    const good = raw === "" || (parsed && parsed.hostname !== "" && /^(\/\d*)?$/.test(parsed.pathname));
    return good ? raw as string : undefined;
  },
  { secret: true },
);

/** Where our own state is kept. */
export const aStateUrl = value(
  requirements.stateUrl,
  (raw) => {
    const good = typeof raw === "string" &&
      (/^sqlite:./.test(raw) || url(raw, ["postgres:", "postgresql:"]));
    return good ? raw : undefined;
  },
  { secret: true },
);
