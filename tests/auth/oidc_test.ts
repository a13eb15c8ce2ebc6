/** Logging in by an OpenID provider, asked of the built application as a browser asks, and of a provider that really signs. */
import assert from "node:assert/strict";
import type { Role } from "@/lib/shared/viewer.ts";
import { cookieName } from "@/lib/web/session_cookie.ts";
import { buildRoutes } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";
import { Browser } from "./support/browser.ts";
import { CLIENT, type Says, TestIssuer } from "./support/issuer.ts";

const open = await buildRoutes();
const MINUTE = 60_000;

async function serve({ allowed = ["example.com"], role = "viewer" as Role, base_path = "" } = {}) {
  const issuer = await TestIssuer.start();
  const oidc = { issuer: issuer.url, ...CLIENT, allowed, role };
  const parts = await openTestServices({ auth: "password", oidc, server: { base_path } });
  const handler = open(parts.services);
  const browser = () => new Browser({ handler });
  /** To the provider and back, as far as that goes: where one ends up. */
  const logIn = async (chrome: Browser, to = "/", returning: (back: string) => string = (back) => back) => {
    const begun = await chrome.get(`${base_path}/login/oidc?to=${encodeURIComponent(to)}`);
    const there = await fetch(begun.headers.get("location")!, { redirect: "manual" });
    const back = new URL(there.headers.get("location")!);
    const done = await chrome.get(returning(back.pathname + back.search));
    return done.headers.get("location");
  };
  const cookie = (purpose: "session" | "oidc") =>
    cookieName(purpose, { secure: false, basePath: "", suffix: parts.auth.cookieSuffix });
  const refusals = async () => {
    await parts.audit.written();
    const entries = await parts.state.audit.entries({ since: 0, limit: 50 });
    return entries.filter(({ outcome }) => outcome === "refused").map((
      { actor, detail },
    ) => [actor, detail.why]);
  };
  return {
    ...parts,
    issuer,
    browser,
    logIn,
    refusals,
    cookie,
    [Symbol.asyncDispose]: () => issuer[Symbol.asyncDispose](),
  };
}

Deno.test("who the provider vouches for and we want becomes a user, and is one the next time", async () => {
  await using app = await serve({ role: "operator" });
  const chrome = app.browser();
  assert.match(
    await (await chrome.get("/login?to=/markets/coupang")).text(),
    /href="\/login\/oidc\?to=%2Fmarkets%2Fcoupang"/,
  );
  assert.equal(await app.logIn(chrome, "/markets/coupang?a=1"), "/markets/coupang?a=1");
  assert.equal(await chrome.status("/api/snapshot"), 200);
  assert.match(chrome.attributes.get(app.cookie("session"))!, /HttpOnly/);
  assert.ok(!chrome.cookies.has(app.cookie("oidc")));
  await app.state.users.changeRights("kim@example.com", { role: "admin", masked: false });
  await app.logIn(app.browser());
  const users = await app.state.users.list();
  assert.deepEqual(users.map(({ name, role, password }) => [name, role, password]), [[
    "kim@example.com",
    "admin",
    null,
  ]]);
  await app.audit.written();
  const entries = await app.state.audit.entries({ since: 0, limit: 10 });
  assert.deepEqual(entries.map(({ action }) => action), ["session.begin", "session.begin", "user.add"]);
});

Deno.test("it works below a base path, and a password opens nothing for who came by a provider", async () => {
  await using app = await serve({ base_path: "/pulse" });
  const chrome = app.browser();
  assert.equal(await app.logIn(chrome, "/pulse/"), "/pulse/");
  assert.equal(await chrome.status("/pulse/api/snapshot"), 200);
  const other = app.browser();
  const refused = await other.post("/pulse/login", {
    name: "kim@example.com",
    password: "null",
    to: "/pulse/",
  });
  await refused.body?.cancel();
  assert.equal(refused.status, 403);
});

for (
  const [what, says, fault] of [
    ["an address that is not allowed", { email: "kim@example.com.evil.org", email_verified: true }, "denied"],
    [
      "an address whose domain only ends alike",
      { email: "kim@notexample.com", email_verified: true },
      "denied",
    ],
    ["an address that was not verified", { email: "kim@example.com", email_verified: false }, "denied"],
    [
      "an address that is said to be verified in words",
      { email: "kim@example.com", email_verified: "true" },
      "denied",
    ],
    ["no address", { email_verified: true }, "denied"],
    ["an address that is none", { email: ["kim@example.com"], email_verified: true }, "denied"],
    [
      "a token for another program",
      { email: "kim@example.com", email_verified: true, aud: "another" },
      "failed",
    ],
    ["a token of another provider", {
      email: "kim@example.com",
      email_verified: true,
      iss: "https://evil.org",
    }, "failed"],
    [
      "a token of another login",
      { email: "kim@example.com", email_verified: true, nonce: "another" },
      "failed",
    ],
    [
      "a token that has expired",
      { email: "kim@example.com", email_verified: true, expires: -3_600 },
      "failed",
    ],
    [
      "a token that somebody else signed",
      { email: "kim@example.com", email_verified: true, forged: true },
      "failed",
    ],
  ] as readonly (readonly [string, Says, string])[]
) {
  Deno.test(`nobody is let in by ${what}`, async () => {
    await using app = await serve();
    app.issuer.says = says;
    const chrome = app.browser();
    assert.equal(await app.logIn(chrome), `/login?oidc=${fault}`);
    assert.match(await (await chrome.get(`/login?oidc=${fault}`)).text(), /role="alert"/);
    assert.equal(await chrome.status("/api/snapshot"), 401);
    assert.deepEqual(await app.state.users.list(), []);
    assert.equal((await app.refusals()).length, 1);
  });
}

Deno.test("an answer that this browser has not asked for lets nobody in", async () => {
  await using app = await serve();
  const [attacker, victim] = [app.browser(), app.browser()];
  const begun = await attacker.get("/login/oidc");
  const there = await fetch(begun.headers.get("location")!, { redirect: "manual" });
  const back = new URL(there.headers.get("location")!);
  // The attacker has the victim open the end of their own login.
  const done = await victim.get(back.pathname + back.search);
  assert.equal(done.headers.get("location"), "/login?oidc=failed");
  assert.equal(await victim.status("/api/snapshot"), 401);
  for (const cookie of ["x", "e30.AAAA", `${attacker.cookies.get(app.cookie("oidc"))}x`.replace(/^./, "A")]) {
    victim.cookies.set(app.cookie("oidc"), cookie);
    assert.equal(
      (await victim.get(back.pathname + back.search)).headers.get("location"),
      "/login?oidc=failed",
    );
  }
  assert.equal(
    await app.logIn(app.browser(), "/", (path) => path.replace(/state=[^&]+/, "state=other")),
    "/login?oidc=failed",
  );
});

Deno.test("an answer counts once, and within ten minutes", async () => {
  await using app = await serve();
  const chrome = app.browser();
  let answer = "";
  assert.equal(await app.logIn(chrome, "/", (path) => answer = path), "/");
  assert.equal((await chrome.get(answer)).headers.get("location"), "/login?oidc=failed");
  const slow = app.browser();
  const late = await app.logIn(slow, "/", (path) => {
    app.clock.advance(10 * MINUTE);
    return path;
  });
  assert.equal(late, "/login?oidc=failed");
});

Deno.test("a login leads to no other site", async () => {
  await using app = await serve();
  assert.equal(await app.logIn(app.browser(), "https://evil.example/"), "/");
  assert.equal(await app.logIn(app.browser(), "//evil.example"), "/");
});

Deno.test("a provider that cannot be asked is said so, and asked again the next time; without one there is no such login", async () => {
  await using app = await serve();
  const { url } = app.issuer;
  await app.issuer[Symbol.asyncDispose]();
  const begun = await app.browser().get("/login/oidc");
  assert.equal(begun.headers.get("location"), "/login?oidc=failed");
  assert.ok(app.logged.some((line) => line.startsWith("error A login by the OpenID provider failed")));
  assert.ok(url.startsWith("http://127.0.0.1"));
  const without = await openTestServices({ auth: "password" });
  const chrome = new Browser({ handler: open(without.services) });
  assert.equal((await chrome.get("/login/oidc")).headers.get("location"), "/login?oidc=off");
  assert.equal((await chrome.get("/login/oidc/callback?code=x")).headers.get("location"), "/login?oidc=off");
  assert.doesNotMatch(await (await chrome.get("/login")).text(), /login\/oidc/);
});
