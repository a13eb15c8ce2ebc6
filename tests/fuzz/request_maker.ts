import { integerBetween, pick, type Random } from "@/lib/demo/random.ts";

/** A request as parts, so that one that finds a fault can be told and sent again. */
export interface MadeRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

const METHODS = [
  "GET",
  "GET",
  "GET",
  "GET",
  "HEAD",
  "POST",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "PROPFIND",
];

const PARAMETERS = [
  ...[
    "lang",
    "theme",
    "to",
    "asked",
    "at",
    "epoch",
    "seq",
    "market",
    "since",
    "limit",
    "metric",
    "from",
    "step",
  ],
  ...["name", "password", "hours", "user", "action", "before", "__frsh_c", "__proto__", "constructor"],
];

const WORDS = [
  ...[
    "",
    "0",
    "1",
    "-1",
    "1e400",
    "NaN",
    "9007199254740993",
    "true",
    "null",
    "undefined",
    "ko",
    "en",
    "dark",
    "coupang",
  ],
  ...[
    "sales.today.today_orders",
    "a.b.c",
    "2026-11-24T09:00:00+09:00",
    "2026-11-24T00:00:00Z",
    "not a date",
    "/",
    "//evil.example",
  ],
  ...[
    "https://evil.example/",
    "\\\\evil.example",
    "javascript:alert(1)",
    "../../..",
    "__proto__",
    "constructor",
    "toString",
  ],
  ...[
    "<script>alert(1)</script>",
    "\"'><svg onload=1>",
    "' OR 1=1 --",
    '"; DROP TABLE users; --',
    "${7*7}",
    "{{7*7}}",
    "%s%n",
  ],
  ...[
    "\0",
    "\r\nset-cookie: evil=1",
    "\u202e",
    "\ud800",
    "가격",
    "💰",
    "a".repeat(300),
    "%00",
    "%ff",
    "%E0%A4%A",
    "=cmd|' /C calc'!A0",
  ],
];

const HEADERS = [
  ...[
    "accept",
    "accept-language",
    "content-type",
    "cookie",
    "origin",
    "referer",
    "host",
    "authorization",
    "user-agent",
  ],
  ...[
    "sec-fetch-site",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "forwarded",
    "if-none-match",
    "range",
  ],
  ...[
    "content-encoding",
    "last-event-id",
    "access-control-request-method",
    "x-http-method-override",
    "te",
    "via",
  ],
];

const VALUES = [
  ...[
    "text/html",
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "*/*",
  ],
  ...[
    "http://127.0.0.1:8765",
    "https://evil.example",
    "null",
    "same-origin",
    "cross-site",
    "none",
    "gzip",
    "ko",
    "en-US,en;q=0.5",
  ],
  ...[
    "Bearer x",
    "Basic YTpi",
    "lang=en; theme=dark",
    "mp_session=x",
    "mp_screen=x",
    "127.0.0.1",
    "evil.example",
    "bytes=0-1",
    "*",
  ],
];

/** Makes requests of every kind that the routes know, and of many that they do not. */
export class RequestMaker {
  readonly #random: Random;
  readonly #paths: readonly string[];
  /** What somebody shows who is let in. */
  readonly #shown: readonly Readonly<Record<string, string>>[];

  constructor(
    random: Random,
    options: { paths: readonly string[]; shown: readonly Readonly<Record<string, string>>[] },
  ) {
    this.#random = random;
    this.#paths = options.paths;
    this.#shown = options.shown;
  }

  make(): MadeRequest {
    const method = this.#pick(METHODS);
    const headers = [...Object.entries(this.#pick(this.#shown)), ...this.#some(3, () => this.#header())];
    const request = { method, path: this.#path(), headers };
    return method === "GET" || method === "HEAD" || this.#chance(0.2)
      ? request
      : { ...request, body: this.#body() };
  }

  #path(): string {
    const known = this.#pick(this.#paths).replace(
      /:\w+/g,
      () => encodeURIComponent(wellFormed(this.#pick(WORDS))),
    );
    const path = this.#chance(0.1) ? this.#mutated(known) : known;
    const query = this.#some(
      3,
      () => `${this.#pick(PARAMETERS)}=${encodeURIComponent(wellFormed(this.#pick(WORDS)))}`,
    );
    const address = query.length > 0 ? `${path}?${query.join("&")}` : path;
    return address.startsWith("/") ? address : `/${address}`;
  }

  #header(): readonly [string, string] {
    const value = this.#chance(0.7) ? this.#pick(VALUES) : this.#pick(WORDS);
    return [this.#pick(HEADERS), headerText(this.#chance(0.1) ? this.#mutated(value) : value)];
  }

  #body(): string | Uint8Array<ArrayBuffer> {
    switch (integerBetween(this.#random, 0, 4)) {
      case 0:
        return new URLSearchParams(this.#some(4, () => [this.#pick(PARAMETERS), this.#pick(WORDS)]))
          .toString();
      case 1:
        return this.#bytes(integerBetween(this.#random, 0, 200));
      case 2:
        return this.#mutated(JSON.stringify(this.json(3)));
      default:
        return JSON.stringify(this.json(3));
    }
  }

  /** A JSON value of at most so many levels. */
  json(depth: number): unknown {
    const kind = integerBetween(this.#random, 0, depth > 0 ? 5 : 3);
    if (kind === 0) return this.#pick(WORDS);
    if (kind === 1) return this.#pick([0, -1, 1.5, 2, 48, 1e308, 2 ** 53]);
    if (kind === 2) return this.#pick([true, false, null]);
    if (kind === 3) return this.#some(3, () => this.json(depth - 1));
    return Object.fromEntries(
      this.#some(4, () => [this.#pick([...PARAMETERS, "type", "topics"]), this.json(depth - 1)]),
    );
  }

  /** The text with some of its characters dropped, doubled or replaced. */
  #mutated(text: string): string {
    const characters = [...text];
    for (let times = integerBetween(this.#random, 1, 3); times > 0; times--) {
      const at = Math.floor(this.#random() * (characters.length + 1));
      const put = this.#pick(["", "%", "/", "\\", ".", "\0", "\x7f", ";", '"', "한", characters[at] ?? "a"]);
      characters.splice(at, this.#chance(0.5) ? 1 : 0, put);
    }
    return characters.join("");
  }

  #bytes(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, () => integerBetween(this.#random, 0, 255));
  }

  #some<T>(most: number, make: () => T): T[] {
    return Array.from({ length: integerBetween(this.#random, 0, most) }, make);
  }

  #pick<T>(items: readonly T[]): T {
    return pick(this.#random, items);
  }

  #chance(part: number): boolean {
    return this.#random() < part;
  }
}

/** `encodeURIComponent` throws for half of a surrogate pair. */
function wellFormed(text: string): string {
  return text.toWellFormed();
}

/** Bytes that a header may have: others are refused by what makes requests here, and by the server's parser there. */
function headerText(text: string): string {
  // deno-lint-ignore no-control-regex -- those are what is meant
  return text.replaceAll(/[\x00-\x08\x0a-\x1f\x7f]|[^\x00-\xff]/g, "?").trim();
}
