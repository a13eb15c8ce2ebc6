import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import type { Viewer } from "@/lib/shared/viewer.ts";
import { hashPassword } from "@/lib/auth/password_hash.ts";
import { browserTest } from "../support/chromium.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";
import { freshShop } from "./fixtures.ts";
import { deliveriesOf, faultsOf } from "./served_dashboard.ts";

const routes = await buildRoutes();
const HOUR = 3_600_000;

/** A server whose one user can be signed out, and be masked. */
async function serve({ masked = false } = {}) {
  const { services, hub, sessions, clock } = await openTestServices();
  hub.publish(deliveriesOf(freshShop(), new Date(clock.now()).toISOString()));
  const rights = new AbortController();
  const asked: string[] = [];
  const whoAsks = ({ url }: Request): Viewer | null => {
    const { pathname } = new URL(url);
    if (rights.signal.aborted && !pathname.includes(".")) asked.push(pathname);
    if (rights.signal.aborted) return null;
    return { name: "김점원", kind: "user", role: "viewer", masked, ended: rights.signal };
  };
  const { host, [Symbol.asyncDispose]: dispose } = listen(routes(services, whoAsks));
  return { url: `http://${host}/`, rights, asked, sessions, hub, clock, [Symbol.asyncDispose]: dispose };
}

async function openPage(
  browser: Browser,
  url: string,
  prepare: (page: Page) => Promise<void> = async () => {},
) {
  const page = await (await browser.newContext({ locale: "ko-KR" })).newPage();
  await prepare(page);
  const faults = faultsOf(page);
  await page.clock.install();
  await page.goto(url);
  await page.locator(".badge--live").waitFor();
  return { page, faults };
}

async function seesThatItIsSignedOut(page: Page): Promise<void> {
  const badge = page.locator(".badge--stopped");
  await badge.getByText("로그아웃됨").waitFor();
  await badge.getByText("다시 로그인해 주세요").waitFor();
  assert.equal(await page.locator(".hero data").count(), 0, "no figure is left");
  assert.doesNotMatch(await page.locator("main").innerText(), /12,843,210|첫 값을 기다리고/);
}

browserTest(
  "a page whose viewer is signed out says so calmly, comes back never, and leads to the login",
  async (browser) => {
    await using served = await serve();
    const { page, faults } = await openPage(browser, served.url);
    await page.locator(`.hero data[value="12843210"]`).waitFor();
    served.rights.abort();
    await seesThatItIsSignedOut(page);
    const shown = Deno.args[0];
    if (shown) await page.screenshot({ path: shown });
    await page.clock.runFor(HOUR);
    assert.deepEqual([served.asked, faults], [[], []], "nothing was asked within an hour");
    await seesThatItIsSignedOut(page);
    await page.getByRole("link", { name: "로그인" }).click();
    await page.waitForURL(`${served.url}login?to=**`);
    assert.equal(new URL(page.url()).searchParams.get("to"), "/");
  },
);

browserTest("a page that is live by the event stream hears of its end, too", async (browser) => {
  await using served = await serve();
  const { page } = await openPage(browser, served.url, async (page) => {
    await page.routeWebSocket(/\/ws/, (socket) => socket.close());
  });
  await page.getByText("실시간 · SSE", { exact: true }).waitFor();
  served.rights.abort();
  await seesThatItIsSignedOut(page);
  await page.clock.runFor(HOUR);
  assert.deepEqual(served.asked, []);
});

browserTest(
  "a page that was away when its viewer was signed out learns it when it comes back",
  async (browser) => {
    await using served = await serve();
    const { page } = await openPage(browser, `${served.url}markets/coupang`);
    // The server is started again, and meanwhile the rights have ended: the page hears of the first only.
    served.sessions.drain();
    served.rights.abort();
    await page.locator(".badge--stopped", { hasText: "로그아웃됨" }).waitFor();
    assert.deepEqual(served.asked, ["/ws", "/ws"], "once as a WebSocket, once why not");
    await page.clock.runFor(HOUR);
    assert.equal(served.asked.length, 2);
  },
);

browserTest("a masked viewer sees no amount, at first and live, and no script has one", async (browser) => {
  await using served = await serve({ masked: true });
  const page = await (await browser.newContext({ locale: "ko-KR" })).newPage();
  const heard: string[] = [];
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => heard.push(String(payload))));
  const faults = faultsOf(page);
  const response = await page.goto(served.url);
  const html = await response!.text();
  await page.locator(".badge--live").waitFor();
  await page.locator(".hero", { hasText: "가려짐" }).waitFor();
  const shop = freshShop();
  const today = { ...shop.sales!.today, today_orders: 357, today_revenue: 12_999_999 };
  served.clock.advance(1_000);
  served.hub.publish(
    deliveriesOf({ ...shop, sales: { ...shop.sales!, today } }, new Date(served.clock.now()).toISOString()),
  );
  await page.locator(`.panel--sales data[value="357"]`).waitFor();
  const shown = Deno.args[1];
  if (shown) await page.screenshot({ path: shown, fullPage: true });
  assert.ok(heard.length > 0);
  const all = [html, await page.content(), ...heard].join("\n");
  assert.doesNotMatch(all, /12,?843,?210|1,284만|12,?999,?999|11,?431,?900|8,?843,?210|184,?320,?000/);
  assert.deepEqual(faults, []);
});

browserTest(
  "who logs in is led through changed rights and lost ones back to where they were",
  async (browser) => {
    const { services, hub, clock, state, auth } = await openTestServices({ auth: "password" });
    hub.publish(deliveriesOf(freshShop(), new Date(clock.now()).toISOString()));
    const password = "correct horse battery";
    const id = crypto.randomUUID();
    const hash = await hashPassword(password, { ln: 15, r: 8, p: 3 });
    await state.users.add({
      id,
      name: "kim",
      role: "viewer",
      masked: false,
      password: hash,
      created_at: clock.now(),
    });
    await using app = listen(routes(services));
    const page = await (await browser.newContext({ locale: "ko-KR" })).newPage();
    const logIn = async () => {
      await page.locator("input[name=name]").fill("kim");
      await page.locator("input[name=password]").fill(password);
      await page.locator("form.login button").click();
      await page.waitForURL("**/markets/coupang");
      await page.locator(".badge--live").waitFor();
    };
    await page.goto(`http://${app.host}/markets/coupang`);
    await logIn();
    await page.goto(`http://${app.host}/`);
    await page.locator(`.hero data[value="12843210"]`).waitFor();
    await page.locator(".badge--live").waitFor();
    // As the command line of another process does it, which the program notices within two seconds.
    await state.users.changeRights("kim", { role: "viewer", masked: true });
    await auth.refresh();
    await seesThatItIsSignedOut(page);
    await page.getByRole("link", { name: "로그인" }).click();
    await page.locator(".hero", { hasText: "가려짐" }).waitFor();
    await page.goto(`http://${app.host}/markets/coupang`);
    await page.locator(".badge--live").waitFor();
    await state.users.changePassword("kim", await hashPassword(password, { ln: 15, r: 8, p: 3 }));
    await auth.refresh();
    await page.locator(".badge--stopped", { hasText: "로그아웃됨" }).waitFor();
    await page.getByRole("link", { name: "로그인" }).click();
    await logIn();
  },
);
