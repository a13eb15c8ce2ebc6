import { type Finding, finding } from "./finding.ts";
import { type PublicFault, publicRemedies, publicTexts } from "./public_url_texts.ts";
import { offerUpgrade } from "./offer_upgrade.ts";

export interface PublicUrlOptions {
  /** Where viewers find the dashboard, with the path under which it is served. */
  readonly url: URL;
  /** Where MarketPulse itself listens. */
  readonly server: { readonly host: string; readonly port: number };
}

/** Milliseconds for each request. */
const LIMIT = 5_000;

/** Whether pages, their files and the live connection arrive through whatever stands before the server. */
export async function* checkPublicUrl(options: PublicUrlOptions): AsyncGenerator<Finding> {
  const page = await checkPage(options);
  yield page;
  if (page.grade === "ok") yield await checkLive(options);
}

async function checkPage(options: PublicUrlOptions): Promise<Finding> {
  const name = "public_url.page";
  const health = await get(under(options.url, "healthz"));
  if (typeof health === "string") return fault(options, { name, fault: "unreachable", seen: [health] });
  // 421 (Misdirected Request) is what the server itself says to a name that it does not know.
  if (health.status === 421) {
    return fault(options, { name, fault: "foreignHost", seen: [`GET ${health.url} → HTTP 421`] });
  }
  if (health.status !== 200 || health.body !== "ok") {
    return fault(options, { name, fault: "notOurs", seen: [`GET ${health.url} → HTTP ${health.status}`] });
  }
  const page = await firstPage(options.url);
  if (typeof page === "string") return fault(options, { name, fault: "unreachable", seen: [page] });
  if (page.status !== 200) {
    return fault(options, { name, fault: "notOurs", seen: [`GET ${page.url} → HTTP ${page.status}`] });
  }
  for (const path of filesOf(page.body)) {
    const file = await get(new URL(path, under(options.url, "")));
    if (typeof file !== "string" && file.status === 200) continue;
    const seen = typeof file === "string" ? file : `GET ${file.url} → HTTP ${file.status}`;
    return fault(options, { name, fault: "noFiles", seen: [seen] });
  }
  return finding("public_url", { name, grade: "ok", message: publicTexts.page(page.url) });
}

async function checkLive(options: PublicUrlOptions): Promise<Finding> {
  const name = "public_url.live";
  const url = under(options.url, "ws");
  const { status, greeted, error, asksForLogin } = await offerUpgrade(url, LIMIT);
  const seen = [`Upgrade ${shown(url)} → ${status === null ? error : `HTTP ${status}`}`];
  if (greeted) return finding("public_url", { name, grade: "ok", message: publicTexts.live, seen });
  if (asksForLogin) {
    return finding("public_url", { name, grade: "ok", message: publicTexts.liveAfterLogin, seen });
  }
  if (status === 101) return fault(options, { name, fault: "silent", seen });
  return fault(options, { name, fault: status === 403 ? "foreign" : "noUpgrade", seen });
}

/** The dashboard, or the login that it leads to. */
async function firstPage(url: URL): ReturnType<typeof get> {
  const page = await get(under(url, ""));
  if (typeof page === "string" || page.status !== 303) return page;
  return await get(under(url, "login"));
}

/** The address of `path` where the dashboard is served, with or without a slash at its end. */
function under(url: URL, path: string): URL {
  return new URL(path, url.href.replace(/[?#].*$/, "").replace(/\/?$/, "/"));
}

/** Without a user and password, which a proxy may ask for. */
function shown(url: URL): string {
  const clean = new URL(url);
  clean.username = clean.password = "";
  return clean.href;
}

/** A string says why there was no answer. */
async function get(url: URL): Promise<{ url: string; status: number; body: string } | string> {
  try {
    const response = await fetch(url, {
      headers: { accept: "text/html" },
      redirect: "manual",
      signal: AbortSignal.timeout(LIMIT),
    });
    return { url: shown(url), status: response.status, body: await response.text() };
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return `GET ${shown(url)} → ${cause.replaceAll(url.href, shown(url))}`;
  }
}

/** One script and one style sheet of a page are enough to see whether its files arrive. */
function filesOf(html: string): string[] {
  const [script, style] = [/src="([^"]+\.js[^"]*)"/, /href="([^"]+\.css[^"]*)"/];
  return [script, style].flatMap((pattern) => pattern.exec(html)?.[1] ?? []);
}

function fault(
  { url, server }: PublicUrlOptions,
  { name, fault, seen }: { name: string; fault: PublicFault; seen: string[] },
): Finding {
  const { remedy, proxied } = publicRemedies[fault];
  const lines = proxied ? proxyLines(url, server) : [];
  return finding("public_url", {
    name,
    grade: "fault",
    message: publicTexts.fault[fault](shown(url)),
    remedy,
    lines,
    seen,
  });
}

/** What nginx needs to pass the pages and the WebSocket on (https://nginx.org/en/docs/http/websocket.html). */
function proxyLines(url: URL, { host, port }: PublicUrlOptions["server"]): string[] {
  return [
    `location ${url.pathname.replace(/\/?$/, "/")} {`,
    `    proxy_pass http://${host.includes(":") ? `[${host}]` : host}:${port};`,
    "    proxy_http_version 1.1;",
    "    proxy_set_header Host $http_host;",
    "    proxy_set_header Upgrade $http_upgrade;",
    '    proxy_set_header Connection "upgrade";',
    "    proxy_set_header X-Forwarded-For $remote_addr;",
    "    proxy_read_timeout 120s;",
    "}",
  ];
}
