import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { deliveries } from "../live/fakes.ts";
import { browserTest } from "../support/chromium.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

/** A proxy that lets no WebSocket through, and no path of `blocked`. */
function openProxy(host: string, blocked: readonly string[]): AsyncDisposable & { host: string } {
  return listen(async (request) => {
    const { pathname, search } = new URL(request.url);
    if (request.headers.has("upgrade")) return new Response("No upgrades here", { status: 400 });
    if (blocked.includes(pathname)) return new Response("Not here", { status: 403 });
    const { body, status, headers } = await fetch(`http://${host}${pathname}${search}`);
    return new Response(body, { status, headers });
  });
}

/** A page behind the proxy shows how it is kept up to date, and gets a new figure by that. */
async function shows(browser: Browser, { badge, blocked, interval }: {
  badge: string;
  blocked: readonly string[];
  interval: number;
}): Promise<void> {
  const { services, hub, sessions, clock } = await openTestServices({ interval });
  hub.publish(deliveries(clock, 3));
  const open = await buildRoutes();
  await using app = listen(open(services));
  await using proxy = openProxy(app.host, blocked);
  const page = await (await browser.newContext({ locale: "ko-KR" })).newPage();
  await page.goto(`http://${proxy.host}/`);
  await page.locator(".badge--live", { hasText: badge }).waitFor();
  await untilRevenue(page, 3000);
  hub.publish(deliveries(clock, 7));
  await untilRevenue(page, 7000);
  assert.equal(await page.locator(".badge--live", { hasText: badge }).count(), 1);
  sessions.drain();
  await page.close();
}

async function untilRevenue(page: Page, amount: number): Promise<void> {
  await page.locator(`.panel--sales .hero data[value="${amount}"]`).waitFor();
}

browserTest(
  "LiveConnection behind a proxy without WebSocket is live by the event stream",
  (browser) => shows(browser, { badge: "실시간 · SSE", blocked: [], interval: 5000 }),
);

browserTest(
  "LiveConnection behind a proxy without event streams asks for the snapshot",
  (browser) => shows(browser, { badge: "1초마다 새로고침", blocked: ["/api/stream"], interval: 1000 }),
);
