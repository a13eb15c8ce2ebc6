/** Logging in with a real browser, with and without scripts. */
import axe from "axe-core";
import assert from "node:assert/strict";
import type { BrowserContext } from "playwright-core";
import { hashPassword } from "@/lib/auth/password_hash.ts";
import { deliveries } from "../live/fakes.ts";
import { browserTest } from "../support/chromium.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices, type TestServicesOptions } from "../support/test_services.ts";
import { faultsOf } from "../ui/served_dashboard.ts";

const PASSWORD = "correct horse battery";
/** Built within the first test, because the bundler's process ends a moment after its work. */
let built: ReturnType<typeof buildRoutes> | undefined;

async function serve(options: TestServicesOptions = {}) {
  const parts = await openTestServices({ auth: "password", ...options });
  parts.hub.publish(deliveries(parts.clock));
  const { host, [Symbol.asyncDispose]: dispose } = listen((await (built ??= buildRoutes()))(parts.services));
  return { ...parts, url: `http://${host}`, [Symbol.asyncDispose]: dispose };
}

async function addUser({ state, auth }: Awaited<ReturnType<typeof serve>>, name: string): Promise<void> {
  const password = await hashPassword(PASSWORD);
  await state.users.add({ id: name, name, role: "viewer", masked: false, password, created_at: 0 });
  await auth.refresh();
}

async function submit(context: BrowserContext, url: string, password: string) {
  const page = context.pages()[0] ?? await context.newPage();
  if (!page.url().includes("/login")) await page.goto(url);
  await page.getByLabel("사용자 이름").fill("kim");
  await page.getByLabel("비밀번호").fill(password);
  await page.getByRole("button", { name: "로그인", exact: true }).click();
  return page;
}

for (const javaScriptEnabled of [true, false]) {
  browserTest(
    `a browser logs in and out ${javaScriptEnabled ? "with" : "without"} scripts`,
    async (browser) => {
      await using served = await serve();
      await addUser(served, "kim");
      const context = await browser.newContext({ locale: "ko-KR", javaScriptEnabled });
      const page = await submit(context, `${served.url}/markets/coupang`, "wrong password");
      const fault = page.getByRole("alert");
      assert.match(await fault.innerText(), /사용자 이름이나 비밀번호가 맞지 않습니다/);
      assert.equal(await page.getByLabel("사용자 이름").inputValue(), "kim");
      assert.equal(await page.getByLabel("비밀번호").inputValue(), "");
      await page.getByRole("link", { name: "English" }).click();
      await page.getByRole("link", { name: "한국어" }).click();
      await submit(context, served.url, PASSWORD);
      assert.equal(page.url(), `${served.url}/markets/coupang`);
      await page.getByText("kim 님").waitFor();
      const cookie = (await context.cookies()).find(({ name }) => name.startsWith("mp_session_"))!;
      assert.deepEqual([cookie.httpOnly, cookie.sameSite, cookie.path], [true, "Lax", "/"]);
      await page.getByRole("button", { name: "로그아웃" }).click();
      assert.equal(page.url(), `${served.url}/login`);
      await page.goto(`${served.url}/`);
      assert.equal(page.url(), `${served.url}/login?to=%2F`);
      await context.close();
    },
  );
}

browserTest(
  "the page that is open goes live after the login, and its socket closes with the session",
  async (browser) => {
    await using served = await serve();
    await addUser(served, "kim");
    const context = await browser.newContext({ locale: "ko-KR" });
    const page = await submit(context, `${served.url}/`, PASSWORD);
    await page.locator(".badge--live").waitFor();
    assert.equal(served.sessions.size, 1);
    await served.state.users.remove("kim");
    await served.auth.refresh();
    await page.getByRole("link", { name: "로그인" }).click();
    await page.waitForURL(`${served.url}/login?to=**`);
    assert.equal(served.sessions.size, 0);
    await context.close();
  },
);

for (const colorScheme of ["light", "dark"] as const) {
  browserTest(
    `the login page in the ${colorScheme} theme: axe finds nothing, also with a fault and for the first user`,
    async (browser) => {
      for (const first of [false, true]) {
        await using served = await serve();
        if (!first) await addUser(served, "kim");
        const context = await browser.newContext({ locale: "ko-KR", colorScheme, bypassCSP: true });
        const page = await context.newPage();
        const faults = faultsOf(page);
        await page.goto(`${served.url}/login`);
        const find = async () => {
          await page.addScriptTag({ content: axe.source });
          const { violations } = await page.evaluate(() =>
            (globalThis as unknown as { axe: typeof axe }).axe.run()
          );
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
        };
        assert.deepEqual(await find(), []);
        for (
          const label of first
            ? ["서버 로그의 코드", "새 비밀번호 (10자 이상)", "비밀번호 한 번 더"]
            : ["비밀번호"]
        ) {
          await page.getByLabel(label, { exact: true }).fill("wrong password");
        }
        await page.getByLabel("사용자 이름").fill("kim");
        await page.getByLabel("사용자 이름").press("Enter");
        await page.getByRole("alert").waitFor();
        assert.deepEqual(await find(), []);
        assert.deepEqual(faults.filter((fault) => !/403/.test(fault)), []);
        await context.close();
      }
    },
  );
}

browserTest(
  "the page of one's own account: axe finds nothing, and a password is changed without scripts",
  async (browser) => {
    await using served = await serve();
    await addUser(served, "kim");
    const other = await browser.newContext({ locale: "ko-KR" });
    await submit(other, served.url, PASSWORD);
    const context = await browser.newContext({ locale: "ko-KR", bypassCSP: true });
    const page = await submit(context, `${served.url}/account`, PASSWORD);
    await page.addScriptTag({ content: axe.source });
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.run()
    );
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
      [],
    );
    const shown = Deno.args[0];
    if (shown) await page.screenshot({ path: shown });
    await page.getByLabel("지금 비밀번호").fill(PASSWORD);
    await page.getByLabel("새 비밀번호 (10자 이상)").fill("another password");
    await page.getByLabel("새 비밀번호 한 번 더").fill("another password");
    await page.getByRole("button", { name: "비밀번호 바꾸기" }).click();
    await page.getByRole("status").getByText("비밀번호를 바꿨습니다").waitFor();
    assert.equal(
      await page.getByRole("button", { name: /^로그아웃: / }).count(),
      0,
      "no other device is left",
    );
    await context.close();
    await other.close();
  },
);

browserTest("who reads the code in the log makes the first admin, once", async (browser) => {
  await using served = await serve();
  const context = await browser.newContext({ locale: "ko-KR" });
  const page = await context.newPage();
  await page.goto(served.url);
  assert.equal(served.codes.length, 1);
  await page.getByLabel("서버 로그의 코드").fill(served.codes[0]!.toUpperCase());
  await page.getByLabel("사용자 이름").fill("사장");
  await page.getByLabel("새 비밀번호").fill(PASSWORD);
  await page.getByLabel("비밀번호 한 번 더").fill(PASSWORD);
  await page.getByRole("button", { name: "관리자 만들고 로그인" }).click();
  await page.getByText("사장 님").waitFor();
  assert.equal((await served.state.users.find("사장"))!.role, "admin");
  await context.close();
});
