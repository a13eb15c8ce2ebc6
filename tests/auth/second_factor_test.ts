/** Logging in with a code besides the password, asked of the built application as a browser asks. */
import assert from "node:assert/strict";
import { Secret, TOTP } from "otpauth";
import { hashPassword } from "@/lib/auth/password_hash.ts";
import { hashOfRecoveryCode, newRecoveryCodes } from "@/lib/auth/recovery_codes.ts";
import { newTotpSecret, totpStep, totpUri } from "@/lib/auth/totp.ts";
import { buildRoutes } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";
import { Browser } from "./support/browser.ts";

const open = await buildRoutes();
const PASSWORD = "correct horse battery";
const MINUTE = 60_000;
const hash = await hashPassword(PASSWORD, { ln: 15, r: 8, p: 3 });

Deno.test("totpStep() takes the codes of RFC 6238, of about now", () => {
  // Source: RFC 6238, appendix B, SHA1; the last six of its eight digits
  const secret = Secret.fromLatin1("12345678901234567890").base32;
  for (const [seconds, code] of [[59, "287082"], [1111111109, "081804"], [20000000000, "353130"]] as const) {
    const step = Math.floor(seconds / 30);
    for (const late of [-30, 0, 30]) {
      assert.equal(totpStep(code, { secret, now: (seconds + late) * 1_000 }), step);
    }
    for (const late of [-61, 61]) {
      assert.equal(totpStep(code, { secret, now: (seconds + late) * 1_000 }), null);
    }
  }
});

Deno.test("totpUri() is what apps read, whatever the user is called", () => {
  const secret = newTotpSecret();
  assert.match(secret, /^[A-Z2-7]{32}$/);
  const uri = new URL(totpUri(secret, { user: "김 민수@shop", issuer: "MarketPulse" }));
  assert.equal(uri.protocol, "otpauth:");
  assert.equal(decodeURIComponent(uri.pathname).split(":")[1], "김 민수@shop");
  assert.deepEqual([uri.searchParams.get("secret"), uri.searchParams.get("issuer")], [secret, "MarketPulse"]);
});

Deno.test("recovery codes are known again however they are typed", () => {
  const codes = newRecoveryCodes();
  assert.equal(new Set(codes).size, 10);
  for (const code of codes) {
    assert.match(code, /^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
    const typed = [code, code.toUpperCase(), code.replaceAll("-", ""), ` ${code.replaceAll("-", " ")} `];
    assert.equal(new Set(typed.map(hashOfRecoveryCode)).size, 1);
  }
  for (const wrong of ["", "123456", "aaaa-bbbb-cccc-ddd", "한글한글한글한글한글한글한글한글"]) {
    assert.equal(hashOfRecoveryCode(wrong), null);
  }
});

async function serve() {
  const parts = await openTestServices({ auth: "password" });
  const { state, auth, clock } = parts;
  const handler = open(parts.services);
  const secret = newTotpSecret();
  const codes = newRecoveryCodes();
  const user = { id: "id-of-kim", name: "kim", role: "admin", masked: false, password: hash } as const;
  await state.users.add({ ...user, created_at: clock.now() });
  const recovery = codes.map((code) => hashOfRecoveryCode(code)!);
  await state.factors.set(user.id, { secret, created_at: clock.now(), recovery });
  await auth.refresh();
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  const browser = (address = "127.0.0.1") => new Browser({ handler, address });
  /** What the page says after the password, and the ticket in it. */
  const first = async (chrome: Browser, password = PASSWORD) => {
    const response = await chrome.post("/login", { name: "kim", password, to: "/markets/coupang" });
    const text = await response.text();
    return { status: response.status, text, ticket: /name="ticket" value="([^"]+)"/.exec(text)?.[1] ?? "" };
  };
  const second = async (chrome: Browser, ticket: string, otp: string) => {
    const response = await chrome.post("/login", { ticket, otp, to: "/markets/coupang" });
    const text = await response.text();
    return { status: response.status, text, to: response.headers.get("location") };
  };
  const faults = async () => {
    await parts.audit.written();
    const entries = await state.audit.entries({ since: 0, limit: 50 });
    return entries.map(({ outcome, detail }) => detail.fault ?? `${outcome} ${detail.code}`);
  };
  return {
    ...parts,
    code: () => app.generate({ timestamp: clock.now() }),
    codes,
    browser,
    first,
    second,
    faults,
  };
}

Deno.test("the password alone lets nobody in who has a second factor; the app's code does, once", async () => {
  const { browser, first, second, code, faults } = await serve();
  const chrome = browser();
  const { status, text, ticket } = await first(chrome);
  assert.equal(status, 200);
  assert.match(text, /autocomplete="one-time-code"/);
  assert.match(text, /name="to" value="\/markets\/coupang"/);
  assert.ok(!text.includes(PASSWORD));
  assert.equal(await chrome.status("/api/snapshot"), 401);
  assert.equal(chrome.cookies.size, 0);
  const now = code();
  const done = await second(chrome, ticket, ` ${now.slice(0, 3)} ${now.slice(3)}`);
  assert.deepEqual([done.status, done.to], [303, "/markets/coupang"]);
  assert.equal(await chrome.status("/api/snapshot"), 200);
  // Whoever looked over the shoulder comes too late.
  const other = browser();
  const replay = await second(other, (await first(other)).ticket, now);
  assert.equal(replay.status, 403);
  assert.match(replay.text, /이미 쓴 코드/);
  assert.match(replay.text, /name="ticket"/);
  assert.equal(await other.status("/api/snapshot"), 401);
  assert.deepEqual(await faults(), ["code", "ok app"]);
});

Deno.test("a recovery code lets in once", async () => {
  const { browser, first, second, codes, faults } = await serve();
  for (const expected of [303, 403]) {
    const chrome = browser();
    assert.equal((await second(chrome, (await first(chrome)).ticket, codes[3]!)).status, expected);
  }
  assert.deepEqual(await faults(), ["code", "ok recovery"]);
});

Deno.test("a ticket is good for five minutes, for its user, and until the password is changed", async () => {
  const { browser, first, second, code, clock, state } = await serve();
  const chrome = browser();
  const { ticket } = await first(chrome);
  const forged = [
    "",
    "x",
    `${ticket}x`,
    ticket.replace(/\.(\d)/, ".9"),
    ticket.replace(/^[^.]+/, btoa("lee").replaceAll("=", "")),
  ];
  for (const wrong of forged) {
    const { status, text } = await second(chrome, wrong, code());
    assert.equal(status, 403, wrong);
    assert.match(text, /처음부터 다시/);
    assert.match(text, /name="password"/);
  }
  clock.advance(5 * MINUTE);
  assert.match((await second(chrome, ticket, code())).text, /처음부터 다시/);
  const next = await first(chrome);
  await state.users.changePassword("kim", await hashPassword("another password", { ln: 15, r: 8, p: 3 }));
  assert.match((await second(chrome, next.ticket, code())).text, /처음부터 다시/);
});

Deno.test("who guesses codes from everywhere has to wait; the owner's device has not", async () => {
  const { browser, first, second, code, clock } = await serve();
  const owner = browser("198.51.100.1");
  assert.equal((await second(owner, (await first(owner)).ticket, code())).status, 303);
  clock.advance(MINUTE);
  const { ticket } = await first(browser("203.0.113.1"));
  const statuses = [];
  for (let n = 0; n < 40; n++) {
    statuses.push((await second(browser(`203.0.113.${n}`), ticket, "000000")).status);
  }
  assert.deepEqual([statuses.filter((status) => status === 403).length, statuses.at(-1)], [10, 429]);
  const right = await second(browser("203.0.113.99"), ticket, code());
  assert.equal(right.status, 429);
  assert.match(right.text, /name="ticket"/);
  assert.equal((await second(owner, (await first(owner)).ticket, code())).status, 303);
});

Deno.test("a wrong password says nothing of the second factor", async () => {
  const { browser, first } = await serve();
  const { status, text, ticket } = await first(browser(), "wrong password");
  assert.deepEqual([status, ticket], [403, ""]);
  assert.doesNotMatch(text, /one-time-code/);
});
