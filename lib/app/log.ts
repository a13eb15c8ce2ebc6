/** What the program tells its operator: one line an event, as readable text or as JSON. Callers never log a secret. */
import type { Clock } from "../shared/clock.ts";

export const LEVELS = ["debug", "info", "warn", "error"] as const;
export type Level = (typeof LEVELS)[number];

export type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export type Log = Readonly<Record<Level, (message: string, fields?: Fields) => void>>;

export interface LogOptions {
  readonly level: Level;
  readonly format: "text" | "json";
  readonly clock: Clock;
  /** Takes one line without its end. */
  readonly write: (line: string) => void;
  /** Takes secrets out of a text that callers should have left out. */
  readonly hide?: (text: string) => string;
}

export function createLog({ level, format, clock, write, hide = (text) => text }: LogOptions): Log {
  const least = LEVELS.indexOf(level);
  const render = format === "json" ? asJson : asText;
  const at = (own: Level) => (message: string, fields: Fields = {}) => {
    if (LEVELS.indexOf(own) < least) return;
    const shown = Object.entries(fields).map(([name, value]) =>
      [name, typeof value === "string" ? hide(value) : value] as const
    );
    const time = new Date(clock.now()).toISOString();
    const entry = { time, level: own, message: hide(message), fields: Object.fromEntries(shown) };
    write(oneLine(render(entry)));
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

interface Entry {
  readonly time: string;
  readonly level: Level;
  readonly message: string;
  readonly fields: Fields;
}

function asJson({ time, level, message, fields }: Entry): string {
  return JSON.stringify({ time, level, message, ...fields });
}

function asText({ time, level, message, fields }: Entry): string {
  const rest = Object.entries(fields).filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}=${typeof value === "string" ? JSON.stringify(value) : value}`);
  return `${time} ${level.toUpperCase().padEnd(5)} ${message}${rest.join("")}`;
}

/** What ends a line or steers a terminal is written as in JSON: requests say what they like, and must not forge a line. */
function oneLine(text: string): string {
  // deno-lint-ignore no-control-regex -- those are what is meant
  return text.replaceAll(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
