/** A browser without a screen: keeps cookies as browsers do, follows nothing. */

type Handler = (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

export interface BrowserOptions {
  readonly handler: Handler;
  /** `http://127.0.0.1:8765` unless given. */
  readonly origin?: string;
  /** Where it asks from. */
  readonly address?: string;
}

export class Browser {
  readonly cookies = new Map<string, string>();
  /** What was said of each cookie when it was set. */
  readonly attributes = new Map<string, string>();
  readonly origin: string;
  readonly #handler: Handler;
  readonly #address: string;

  constructor({ handler, origin = "http://127.0.0.1:8765", address = "127.0.0.1" }: BrowserOptions) {
    this.#handler = handler;
    this.origin = origin;
    this.#address = address;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return await this.#send(path, { headers: { accept: "text/html", ...headers } });
  }

  async post(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return await this.#send(path, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { accept: "text/html", origin: this.origin, "sec-fetch-site": "same-origin", ...headers },
    });
  }

  async delete(path: string): Promise<Response> {
    return await this.#send(path, { method: "DELETE", headers: { origin: this.origin } });
  }

  /** Status and where it leads. */
  async logIn(name: string, password: string, to = "/"): Promise<readonly [number, string | null]> {
    const response = await this.post("/login", { name, password, to });
    await response.body?.cancel();
    return [response.status, response.headers.get("location")];
  }

  async status(path: string): Promise<number> {
    const response = await this.get(path);
    await response.body?.cancel();
    return response.status;
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    if (cookie) headers.set("cookie", cookie);
    const remoteAddr = { transport: "tcp", hostname: this.#address, port: 1 } as const;
    const request = new Request(`${this.origin}${path}`, { ...init, headers });
    const response = await this.#handler(request, { remoteAddr, completed: Promise.resolve() });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line: string): void {
    const [pair = "", ...attributes] = line.split("; ");
    const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    this.attributes.set(name, attributes.join("; "));
    if (attributes.includes("Max-Age=0")) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
