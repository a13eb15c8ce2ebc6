import assert from "node:assert/strict";
import { deliveries } from "../live/fakes.ts";
import { browserTest } from "../support/chromium.ts";
import { SocketClient } from "../support/socket_client.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

browserTest(
  "a page that a full server refuses shows its figures, why it waits and for how long",
  async (browser) => {
    const { services, hub, sessions, clock } = await openTestServices({ server: { max_clients: 1 } });
    hub.publish(deliveries(clock, 3));
    await using app = listen((await buildRoutes())(services));
    await using first = await SocketClient.open(`ws://${app.host}/ws`);
    const page = await (await browser.newContext({ locale: "ko-KR" })).newPage();
    await page.goto(`http://${app.host}/`);
    const badge = page.locator(".badge--waiting", { hasText: /접속자가 가득 참 · [12]?\d초 뒤 다시 연결/ });
    await badge.waitFor();
    await page.locator(`.panel--sales .hero data[value="3000"]`).waitFor();
    const shown = Deno.args[0];
    if (shown) await page.screenshot({ path: shown });
    assert.equal(sessions.size, 1);
    await page.close();
    await first[Symbol.asyncDispose]();
  },
);
