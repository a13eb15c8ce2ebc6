import assert from "node:assert/strict";
import { BusyError, HashQueue } from "@/lib/auth/hash_queue.ts";
import { COST, hashPassword, isOutdated, isPassword } from "@/lib/auth/password_hash.ts";
import { passwordFault, tooLong } from "@/lib/auth/password_rules.ts";
import { userName } from "@/lib/auth/user_name.ts";

/** Cheap enough for tests; what a password costs is written beside it. */
const CHEAP = { ln: 4, r: 8, p: 1 };

Deno.test("hashPassword() tells its parameters, and the same password is never kept the same way", async () => {
  const [a, b] = await Promise.all([
    hashPassword("correct horse battery"),
    hashPassword("correct horse battery"),
  ]);
  assert.match(a, /^\$scrypt\$ln=15,r=8,p=3\$[\w+/]{22}\$[\w+/]{43}$/);
  assert.notEqual(a, b);
  assert.equal(await isPassword("correct horse battery", { stored: a }), true);
  assert.equal(await isPassword("correct horse batterY", { stored: a }), false);
});

Deno.test("isPassword() agrees with the test vectors of RFC 7914, section 12", async () => {
  const b64 = (hex: string) => Uint8Array.fromHex(hex).toBase64({ omitPadding: true });
  const vectors = [
    [
      "password",
      10,
      8,
      16,
      "NaCl",
      "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
    ],
    [
      "pleaseletmein",
      14,
      8,
      1,
      "SodiumChloride",
      "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
    ],
  ] as const;
  for (const [password, ln, r, p, salt, hash] of vectors) {
    const stored = `$scrypt$ln=${ln},r=${r},p=${p}$${btoa(salt).replace(/=+$/, "")}$${b64(hash)}`;
    assert.equal(await isPassword(password, { stored }), true);
    assert.equal(await isPassword(`${password}.`, { stored }), false);
  }
});

Deno.test("isPassword() takes a password however a keyboard composed it", async () => {
  const stored = await hashPassword("한글 비밀번호 열 자".normalize("NFD"), CHEAP);
  assert.equal(await isPassword("한글 비밀번호 열 자".normalize("NFC"), { stored }), true);
});

Deno.test("isPassword() says no to what is no hash, and to nobody's", async () => {
  for (
    const stored of [
      null,
      "",
      "$scrypt$",
      "$2b$10$abc",
      "$scrypt$ln=31,r=8,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
    ]
  ) {
    assert.equal(await isPassword("", { stored }), false, String(stored));
  }
});

Deno.test("isOutdated() finds what was hashed more cheaply than today", async () => {
  assert.equal(isOutdated(await hashPassword("correct horse", CHEAP)), true);
  assert.equal(isOutdated(await hashPassword("correct horse", COST)), false);
});

Deno.test("a password is refused only for its length", () => {
  assert.match(passwordFault("짧은 비번 아홉자")!.en, /at least 10 characters/);
  assert.match(passwordFault("👍".repeat(9))!.en, /at least 10/);
  assert.equal(passwordFault("aaaaaaaaaa"), null);
  assert.equal(passwordFault("가".repeat(341)), null);
  assert.match(passwordFault("가".repeat(342))!.ko, /1024바이트/);
  assert.equal(tooLong("x".repeat(1_024)), false);
  assert.equal(tooLong("x".repeat(100_000_000)), true);
});

Deno.test("userName() makes names uniform and refuses what could be mistaken", () => {
  assert.equal(userName(" Kim "), "kim");
  assert.equal(userName("ＫＩＭ"), "kim");
  assert.equal(userName("김대표".normalize("NFD")), "김대표");
  assert.equal(userName("kim+shop@example.com"), "kim+shop@example.com");
  for (const bad of ["", " ", "-rf", "a b", "a\nb", "a<b>", "../etc", "x".repeat(65), "kim\u202e"]) {
    assert.equal(userName(bad), null, JSON.stringify(bad));
  }
});

Deno.test("HashQueue does two at once, the urgent ones first, and refuses what cannot wait", async () => {
  const queue = new HashQueue({ atOnce: 2, waiting: 2 });
  const ends: (() => void)[] = [];
  const order: string[] = [];
  const work = (name: string) => () => {
    order.push(name);
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  const running = [queue.run(work("a")), queue.run(work("b")), queue.run(work("c")), queue.run(work("d"))];
  await assert.rejects(queue.run(work("e")), BusyError);
  running.push(queue.run(work("owner"), { urgent: true }));
  assert.deepEqual(order, ["a", "b"]);
  for (let done = 0; done < running.length; done++) {
    ends[done]!();
    // The next one begins in a later turn.
    await new Promise((resolve) => setTimeout(resolve));
  }
  await Promise.all(running);
  assert.deepEqual(order, ["a", "b", "owner", "c", "d"]);
  await assert.rejects(
    queue.run(() => Promise.reject(new Error("broken"))),
    /broken/,
  );
  await queue.run(() => Promise.resolve());
});
