/** Logging in, staying logged in, and being logged out, asked of the built application as a browser asks. */
import assert from "node:assert/strict";
import { hashPassword } from "@/lib/auth/password_hash.ts";
import type { Role } from "@/lib/shared/viewer.ts";
import { cookieName } from "@/lib/web/session_cookie.ts";
import { deliveries } from "../live/fakes.ts";
import { buildRoutes } from "../support/test_app.ts";
import { openTestServices, type TestServicesOptions } from "../support/test_services.ts";
import { Browser, type BrowserOptions } from "./support/browser.ts";

const open = await buildRoutes();
const PASSWORD = "correct horse battery";
const HOUR = 3_600_000;
/** Cheap enough to be hashed hundreds of times; what a real one costs is measured beside. */
const hash = await hashPassword(PASSWORD, { ln: 15, r: 8, p: 3 });

async function serve(options: TestServicesOptions = {}) {
  const parts = await openTestServices({ auth: "auto", ...options });
  const { services, state, auth, clock } = parts;
  parts.hub.publish(deliveries(clock));
  const handler = open(services);
  await auth.known();
  const [session, device] = (["session", "device"] as const).map((purpose) =>
    cookieName(purpose, { secure: false, basePath: "", suffix: auth.cookieSuffix })
  ) as [string, string];
  return {
    ...parts,
    /** Names of the cookies, over http. */
    session,
    device,
    handler,
    browser: (place: Partial<BrowserOptions> = {}) => new Browser({ handler, ...place }),
    async addUser(name: string, { role = "viewer", masked = false }: { role?: Role; masked?: boolean } = {}) {
      const id = crypto.randomUUID();
      await state.users.add({ id, name, role, masked, password: hash, created_at: clock.now() });
      await auth.refresh();
    },
    /** Time passes, and the program looks at it. */
    async pass(ms: number) {
      clock.advance(ms);
      auth.tick();
      await auth.refresh();
    },
  };
}

Deno.test("without a user it is open to this machine, and from the first user on to nobody who has not logged in", async () => {
  const { browser, addUser } = await serve();
  const here = browser();
  assert.equal(await here.status("/"), 200);
  assert.equal(await browser({ address: "192.168.0.9" }).status("/api/snapshot"), 401);
  assert.equal((await here.get("/", { "x-forwarded-for": "203.0.113.7" })).status, 303);
  assert.equal((await here.get("/api/snapshot", { forwarded: "for=203.0.113.7" })).status, 401);
  await addUser("kim");
  assert.equal(await here.status("/"), 303);
  assert.equal(await here.status("/api/snapshot"), 401);
  assert.equal(await here.status("/ws"), 303);
  assert.equal(await here.status("/healthz"), 200);
  assert.equal(await here.status("/css/page.css"), 200);
});

Deno.test("who came through the open door is sent away once there is a user", async () => {
  const { auth, addUser } = await serve();
  await auth.known();
  const viewer = auth.door.anyone({ here: true });
  assert.deepEqual([viewer.role, viewer.ended.aborted], ["admin", false]);
  await addUser("kim");
  assert.equal(viewer.ended.aborted, true);
});

Deno.test("the login page leads back to where one wanted to go, and the page says who is there", async () => {
  const { browser, addUser } = await serve();
  await addUser("kim", { role: "operator" });
  const chrome = browser();
  const refused = await chrome.get("/markets/coupang?a=1");
  const location = refused.headers.get("location")!;
  assert.equal(location, "/login?to=%2Fmarkets%2Fcoupang%3Fa%3D1");
  const form = await (await chrome.get(location)).text();
  assert.match(form, /<input type="hidden" name="to" value="\/markets\/coupang\?a=1"/);
  assert.deepEqual(await chrome.logIn("Kim", PASSWORD, "/markets/coupang?a=1"), [
    303,
    "/markets/coupang?a=1",
  ]);
  const page = await (await chrome.get("/markets/coupang")).text();
  assert.match(page, /kim 님/);
  assert.match(page, /action="\/logout"/);
  assert.equal((await chrome.get("/login")).headers.get("location"), "/");
});

Deno.test("a wrong password and an unknown name are answered alike", async () => {
  const { browser, addUser } = await serve();
  await addUser("kim");
  const answer = async (name: string, password: string) => {
    const response = await browser().post("/login", { name, password, to: "/" });
    const page = await response.text();
    return [response.status, page.replaceAll(name, "NAME").replaceAll(/nonce="[^"]*"/g, "")];
  };
  const [wrong, unknown, none, huge] = [
    await answer("kim", "wrong password"),
    await answer("lee", PASSWORD),
    await answer("<script>", PASSWORD),
    await answer("kim", "x".repeat(2_000)),
  ];
  assert.equal(wrong[0], 403);
  assert.match(String(wrong[1]), /사용자 이름이나 비밀번호가 맞지 않습니다/);
  assert.deepEqual(unknown, wrong);
  assert.deepEqual(huge, wrong);
  assert.equal(none[0], 403);
  assert.ok(!String(none[1]).includes('<script>"'), "what was entered is shown as text");
});

Deno.test("the session's cookie is out of the reach of scripts and of other sites, and bound to https where that is there", async () => {
  const { browser, addUser, session } = await serve({
    server: { trust_proxy: true, allowed_hosts: ["shop.example"] },
  });
  await addUser("kim");
  const plain = browser();
  await plain.logIn("kim", PASSWORD);
  assert.equal(plain.attributes.get(session), "Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax");
  const secure = browser({ origin: "https://shop.example" });
  assert.deepEqual(await secure.logIn("kim", PASSWORD), [303, "/"]);
  assert.equal(
    secure.attributes.get(`__Host-${session}`),
    "Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure",
  );
  assert.match(secure.cookies.get(`__Host-${session}`)!, /^[\w-]{43}$/);
  assert.equal(await secure.status("/"), 200);
  // A cookie that a page over http could have set opens nothing over https.
  const forged = browser({ origin: "https://shop.example" });
  forged.cookies.set(session, plain.cookies.get(session)!);
  assert.equal(await forged.status("/"), 303);
});

Deno.test("below a base path the cookie stays there, and is sent to no other program of the host", async () => {
  const { browser, addUser, session } = await serve({
    server: { base_path: "/pulse", allowed_hosts: ["shop.example"] },
  });
  await addUser("kim");
  const chrome = browser({ origin: "https://shop.example" });
  const response = await chrome.post("/pulse/login", { name: "kim", password: PASSWORD, to: "/elsewhere" });
  assert.deepEqual([response.status, response.headers.get("location")], [303, "/pulse/"]);
  assert.match(chrome.attributes.get(`__Secure-${session}`)!, /^Path=\/pulse; .*Secure$/);
  assert.equal(await chrome.status("/pulse/"), 200);
});

Deno.test("a login gives another session than the browser came with, and ends that one (fixation)", async () => {
  const { browser, addUser, session } = await serve();
  await addUser("kim");
  const attacker = browser();
  await attacker.logIn("kim", PASSWORD);
  const fixed = attacker.cookies.get(session)!;
  const victim = browser();
  victim.cookies.set(session, fixed);
  await victim.logIn("kim", PASSWORD);
  assert.notEqual(victim.cookies.get(session), fixed);
  assert.equal(await attacker.status("/"), 303);
  assert.equal(await victim.status("/"), 200);
  const invented = browser();
  invented.cookies.set(session, "A".repeat(43));
  assert.equal(await invented.status("/"), 303);
});

Deno.test("neither the state nor the audit log holds what opens a session", async () => {
  const { browser, addUser, state, audit, session } = await serve();
  await addUser("kim");
  const chrome = browser();
  // Where the name belongs.
  await chrome.logIn("typed-in-the-wrong-place", "x");
  await chrome.logIn("kim", "not the password");
  await chrome.logIn("kim", PASSWORD);
  await audit.written();
  const kim = (await state.users.find("kim"))!;
  const kept = JSON.stringify([
    await state.sessions.ofUser(kim.id),
    await state.audit.entries({ since: 0, limit: 100 }),
  ]);
  assert.ok(!kept.includes(chrome.cookies.get(session)!));
  assert.ok(!kept.includes("not the password") && !kept.includes("typed-in-the-wrong-place"));
  const entries = await state.audit.entries({ since: 0, limit: 100 });
  assert.deepEqual(
    entries.map(({ actor, action, outcome, address }) => [actor, action, outcome, address]).reverse(),
    [
      [null, "session.begin", "refused", "127.0.0.1"],
      ["kim", "session.begin", "refused", "127.0.0.1"],
      ["kim", "session.begin", "ok", "127.0.0.1"],
    ],
  );
});

Deno.test("a session ends when it is not used, and in the end in any case", async () => {
  const { browser, addUser, pass } = await serve();
  await addUser("kim");
  const [idle, busy] = [browser(), browser()];
  await idle.logIn("kim", PASSWORD);
  await busy.logIn("kim", PASSWORD);
  for (let hours = 0; hours < 167; hours += 50) {
    await pass(50 * HOUR);
    assert.equal(await busy.status("/"), hours < 720 ? 200 : 303);
  }
  assert.equal(await idle.status("/"), 303);
  for (let hours = 200; hours < 700; hours += 100) {
    assert.equal(await busy.status("/"), 200);
    await pass(100 * HOUR);
  }
  assert.equal(await busy.status("/"), 200);
  await pass(20 * HOUR - 1);
  assert.equal(await busy.status("/"), 200);
  await pass(1);
  assert.equal(await busy.status("/"), 303);
});

Deno.test("what is open for a session ends with it: idle, logged out, revoked, removed, or with other rights", async () => {
  const { addUser, auth, state, pass, browser, session } = await serve();
  const viewerOf = async (chrome: Browser) => (await auth.sessions.find(chrome.cookies.get(session)!))!;
  const ends: Record<string, (chrome: Browser) => Promise<unknown>> = {
    idle: () => pass(168 * HOUR),
    "logged out": (chrome) => chrome.post("/logout", {}),
    revoked: async () => await state.sessions.endAll((await state.users.find("kim"))!.id),
    "other password": () => state.users.changePassword("kim", hash),
    masked: () => state.users.changeRights("kim", { role: "viewer", masked: true }),
    promoted: () => state.users.changeRights("kim", { role: "admin", masked: false }),
    removed: () => state.users.remove("kim"),
  };
  await addUser("kim");
  for (const [what, end] of Object.entries(ends)) {
    const chrome = browser();
    assert.deepEqual(await chrome.logIn("kim", PASSWORD), [303, "/"], what);
    const viewer = await viewerOf(chrome);
    assert.equal(viewer.ended.aborted, false, what);
    await end(chrome);
    await pass(2_000);
    assert.equal(viewer.ended.aborted, true, what);
  }
});

Deno.test("with other rights one stays logged in, and has them at once", async () => {
  const { addUser, auth, state, pass, browser, session } = await serve();
  await addUser("kim");
  const chrome = browser();
  await chrome.logIn("kim", PASSWORD);
  assert.equal((await chrome.post("/api/sale", { hours: "1" })).status, 403);
  await state.users.changeRights("kim", { role: "operator", masked: false });
  await pass(2_000);
  assert.equal((await chrome.post("/api/sale", { hours: "1" })).status, 303);
  const viewer = (await auth.sessions.find(chrome.cookies.get(session)!))!;
  assert.deepEqual([viewer.name, viewer.kind, viewer.role], ["kim", "user", "operator"]);
});

Deno.test("logging out ends the session and forgets the cookie", async () => {
  const { addUser, browser, state, session } = await serve();
  await addUser("kim");
  const chrome = browser();
  await chrome.logIn("kim", PASSWORD);
  const stolen = chrome.cookies.get(session)!;
  const response = await chrome.post("/logout", {});
  assert.deepEqual([response.status, response.headers.get("location")], [303, "/login"]);
  assert.equal(chrome.cookies.has(session), false);
  const thief = browser();
  thief.cookies.set(session, stolen);
  assert.equal(await thief.status("/"), 303);
  assert.deepEqual(await state.sessions.ofUser((await state.users.find("kim"))!.id), []);
});

Deno.test("another site can neither log somebody in nor out", async () => {
  const { addUser, browser } = await serve();
  await addUser("kim");
  const chrome = browser();
  const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  const login = await chrome.post("/login", { name: "kim", password: PASSWORD, to: "/" }, foreign);
  assert.equal(login.status, 403);
  assert.equal(chrome.cookies.size, 0);
  await chrome.logIn("kim", PASSWORD);
  assert.equal((await chrome.post("/logout", {}, foreign)).status, 403);
  assert.equal(await chrome.status("/"), 200);
});

Deno.test("own sessions are listed and ended one by one, others' are not", async () => {
  const { addUser, browser } = await serve();
  await addUser("kim");
  await addUser("lee");
  const [laptop, phone, other] = [browser(), browser({ address: "10.0.0.7" }), browser()];
  await laptop.logIn("kim", PASSWORD);
  await phone.logIn("kim", PASSWORD);
  await other.logIn("lee", PASSWORD);
  const list = async (chrome: Browser) => (await (await chrome.get("/api/sessions")).json()).sessions;
  const sessions = await list(laptop);
  assert.deepEqual(
    sessions.map(({ address, current }: { address: string; current: boolean }) => [address, current]).sort(),
    [["10.0.0.7", false], ["127.0.0.1", true]],
  );
  assert.match(sessions[0].began_at, /^2026-11-24T12:00:00.000\+09:00$/);
  const phones = sessions.find(({ current }: { current: boolean }) => !current).id;
  assert.equal((await other.delete(`/api/sessions/${phones}`)).status, 404);
  assert.equal(await phone.status("/"), 200);
  assert.equal((await laptop.delete(`/api/sessions/${phones}`)).status, 204);
  assert.equal(await phone.status("/"), 303);
  assert.equal((await list(laptop)).length, 1);
});

Deno.test("a form that is none, or far too large, is refused without being read to its end", async () => {
  const { addUser, browser, handler } = await serve();
  await addUser("kim");
  const post = async (body: BodyInit, type: string) => {
    const headers = { "content-type": type, accept: "text/html" };
    return (await handler(new Request("http://127.0.0.1:8765/login", { method: "POST", body, headers })))
      .status;
  };
  assert.equal(await post('{"name":"kim"}', "application/json"), 400);
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 4_096;
      controller.enqueue(new Uint8Array(4_096).fill(97));
    },
  }, { highWaterMark: 0 });
  assert.equal(await post(endless, "application/x-www-form-urlencoded"), 413);
  assert.ok(sent < 512 * 1024, String(sent));
  assert.equal(
    await post("name=kim&password=".padEnd(20_000, "x"), "application/x-www-form-urlencoded"),
    400,
  );
  assert.deepEqual(await browser().logIn("kim", PASSWORD), [303, "/"]);
});

Deno.test("who guesses waits longer each time and is told how long; others, and a device that is known, do not", async () => {
  const { addUser, browser, pass, device } = await serve();
  await addUser("kim");
  await addUser("lee");
  const owner = browser({ address: "10.0.0.1" });
  assert.deepEqual(await owner.logIn("kim", PASSWORD), [303, "/"]);
  const thief = browser({ address: "203.0.113.7" });
  const guess = async () => {
    const response = await thief.post("/login", { name: "kim", password: "password12", to: "/" });
    return {
      status: response.status,
      wait: response.headers.get("retry-after"),
      page: await response.text(),
    };
  };
  const statuses: number[] = [];
  for (let times = 0; times < 6; times++) statuses.push((await guess()).status);
  assert.deepEqual(statuses, [403, 403, 403, 403, 403, 429]);
  assert.match((await guess()).page, /여러 번 실패해 잠시 기다려야 합니다\. 1초 뒤에/);
  await pass(1_000);
  assert.equal((await guess()).status, 403);
  const { status, wait } = await guess();
  assert.deepEqual([status, wait], [429, "2"]);
  assert.deepEqual(
    await thief.logIn("kim", PASSWORD),
    [429, null],
    "the right password is not looked at, either",
  );
  assert.deepEqual(await thief.logIn("lee", PASSWORD), [303, "/"], "another name from the same address");
  assert.deepEqual(await browser({ address: "10.0.0.2" }).logIn("kim", PASSWORD), [303, "/"]);
  await owner.post("/logout", {});
  for (let times = 0; times < 60; times++) {
    // What is too long to be a password fails without being hashed.
    await browser({ address: `198.51.100.${times}` }).logIn("kim", "x".repeat(2_000));
  }
  assert.deepEqual(await browser({ address: "10.0.0.3" }).logIn("kim", PASSWORD), [429, null]);
  assert.deepEqual(await owner.logIn("kim", PASSWORD), [303, "/"], "a device on which kim was logged in");
  const stolen = browser({ address: "10.0.0.4" });
  stolen.cookies.set(device, owner.cookies.get(device)!.replace(/.$/, "-"));
  assert.deepEqual(await stolen.logIn("kim", PASSWORD), [429, null], "a mark that was made up");
});

Deno.test("while the state is away nobody is let in by mistake, and the page says that it is not their fault", async () => {
  const { addUser, browser, state, services, session } = await serve();
  await addUser("kim");
  const chrome = browser();
  await chrome.logIn("kim", PASSWORD);
  assert.equal(await chrome.status("/"), 200);
  await state.close();
  assert.equal(await chrome.status("/"), 200, "who is known stays");
  const other = browser();
  other.cookies.set(session, "A".repeat(43));
  assert.equal(await other.status("/api/snapshot"), 401);
  const response = await other.post("/login", { name: "kim", password: PASSWORD, to: "/" });
  assert.equal(response.status, 503);
  assert.match(await response.text(), /사용자 정보를 읽을 수 없어/);
  assert.equal(services.auth.door.isOpen({ here: true }), false);
});

Deno.test("two shops on one host, at two ports, do not log each other out", async () => {
  const [one, other] = [await serve(), await serve()];
  await one.addUser("kim");
  await other.addUser("kim");
  const chrome = one.browser();
  await chrome.logIn("kim", PASSWORD);
  const second = other.browser({ origin: "http://127.0.0.1:8766" });
  for (const [name, value] of chrome.cookies) second.cookies.set(name, value);
  await second.logIn("kim", PASSWORD);
  for (const [name, value] of second.cookies) chrome.cookies.set(name, value);
  assert.deepEqual([await chrome.status("/"), await second.status("/")], [200, 200]);
  assert.equal(chrome.cookies.size, 4);
});

Deno.test("on a screen's browser somebody can log in, and it is a screen again once they have logged out", async () => {
  const { addUser, browser, services } = await serve();
  await addUser("kim");
  const given = await services.tokenDesk.create(
    { kind: "screen", name: "wall", scopes: [], masked: false, life: null },
    { actor: null, address: null },
  );
  assert.ok(given.ok);
  const wall = browser();
  wall.cookies.set("mp_screen", given.secret);
  assert.deepEqual([await wall.status("/"), await wall.status("/api/sessions")], [200, 403]);
  assert.equal(await wall.status("/login"), 200);
  assert.deepEqual(await wall.logIn("kim", PASSWORD), [303, "/"]);
  assert.equal(await wall.status("/api/sessions"), 200);
  await wall.post("/logout", {});
  assert.deepEqual([await wall.status("/"), await wall.status("/api/sessions")], [200, 403]);
});

Deno.test("who is logged in gives themselves another password, which logs out everywhere else", async () => {
  const { addUser, browser, session } = await serve();
  await addUser("kim");
  const [laptop, phone] = [browser(), browser({ address: "10.0.0.7" })];
  await laptop.logIn("kim", PASSWORD);
  await phone.logIn("kim", PASSWORD);
  const change = async (fields: Record<string, string>) => {
    const response = await laptop.post("/account", {
      password: PASSWORD,
      next: "another password",
      again: "another password",
      ...fields,
    });
    return [
      response.status,
      response.headers.get("location"),
      /role="alert"[^>]*>([^<]+)/.exec(await response.text())?.[1],
    ];
  };
  assert.deepEqual(await change({ password: "wrong password" }), [
    403,
    null,
    "지금 비밀번호가 맞지 않습니다.",
  ]);
  assert.match(String((await change({ next: "short", again: "short" }))[2]), /10자 이상/);
  assert.match(String((await change({ again: "another passwort" }))[2]), /두 비밀번호가 다릅니다/);
  assert.equal(await phone.status("/account"), 200);
  const before = laptop.cookies.get(session);
  assert.deepEqual(await change({}), [303, "/account?done=password", undefined]);
  assert.notEqual(laptop.cookies.get(session), before);
  assert.match(await (await laptop.get("/account?done=password")).text(), /비밀번호를 바꿨습니다/);
  assert.equal(await phone.status("/account"), 303);
  assert.deepEqual(await phone.logIn("kim", PASSWORD), [403, null]);
  assert.deepEqual(await phone.logIn("kim", "another password"), [303, "/"]);
});

Deno.test("a stolen session cannot guess the password behind it", async () => {
  const { addUser, browser } = await serve();
  await addUser("kim");
  const thief = browser({ address: "203.0.113.7" });
  await thief.logIn("kim", PASSWORD);
  thief.cookies.delete([...thief.cookies.keys()].find((name) => name.includes("device"))!);
  const guess = { password: "x".repeat(2_000), next: "another password", again: "another password" };
  const statuses: number[] = [];
  for (let times = 0; times < 6; times++) statuses.push((await thief.post("/account", guess)).status);
  assert.deepEqual(statuses, [403, 403, 403, 403, 403, 429]);
});

Deno.test("a session is ended from the page, and only one's own", async () => {
  const { addUser, browser } = await serve();
  await addUser("kim");
  const [laptop, phone] = [browser(), browser()];
  await laptop.logIn("kim", PASSWORD);
  await phone.logIn("kim", PASSWORD);
  const [, id] = /name="session" value="([^"]+)"/.exec(await (await laptop.get("/account")).text())!;
  const ended = await laptop.post("/account", { session: id! });
  assert.deepEqual([ended.status, ended.headers.get("location")], [303, "/account?done=session"]);
  assert.equal(await phone.status("/"), 303);
  assert.equal((await laptop.post("/account", { session: id! })).status, 404);
});
