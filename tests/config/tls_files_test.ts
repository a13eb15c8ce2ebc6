import assert from "node:assert/strict";
import { checkTls } from "@/lib/check/check_tls.ts";
import { ConfigError } from "@/lib/config/config_error.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { readTls } from "@/lib/config/tls_files.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import { makeCertificate } from "../support/certificates.ts";

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse_tls_" });
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function faultOf(files: { cert: string; key: string }): Promise<[string | undefined, string]> {
  const error = await readTls(files).then(() => null, (error) => error);
  assert.ok(error instanceof ConfigError, `readTls() gave ${error}`);
  const { path, message } = error.problems[0]!;
  assert.match(message.ko, /[가-힣]/);
  return [path, message.en];
}

Deno.test("readTls() gives what the files hold, and null where none are named", () =>
  inFolder(async (folder) => {
    const files = await makeCertificate(folder);
    const pair = await readTls(files);
    assert.match(pair!.cert, /BEGIN CERTIFICATE/);
    assert.equal(await readTls({ cert: "", key: "" }), null);
  }));

Deno.test("readTls() says which file is wrong, why, and the remedy", () =>
  inFolder(async (folder) => {
    const { cert, key } = await makeCertificate(folder);
    const other = await makeCertificate(folder, { name: "other" });
    const text = `${folder}/text`;
    await Deno.writeTextFile(text, "not a certificate");
    const none = `${folder}/none`;
    const [missingPath, missing] = await faultOf({ cert: none, key });
    assert.equal(missingPath, "server.tls.cert");
    assert.match(missing, /^Cannot read .*none, check that it is there and may be read/);
    assert.deepEqual(await faultOf({ cert: text, key }), [
      "server.tls.cert",
      `There is no certificate in ${text}: it has to be a PEM file with -----BEGIN CERTIFICATE-----`,
    ]);
    assert.deepEqual(await faultOf({ cert, key: text }), [
      "server.tls.key",
      `There is no private key in ${text} that can be used: it has to be a PEM file, and not encrypted`,
    ]);
    assert.deepEqual(await faultOf({ cert, key: other.key }), [
      "server.tls.key",
      `The private key in ${other.key} is not that of the certificate in ${cert}: name the two that were made together`,
    ]);
  }));

Deno.test("parseConfig() wants a certificate and its key together", () => {
  const text = "server:\n  tls: { cert: a.crt }\n";
  assert.throws(
    () => parseConfig({ file: { path: "marketpulse.yaml", text }, env: {}, flags: {} }),
    (error: ConfigError) =>
      error.problems.length === 1 && error.problems[0]!.path === "server.tls.key" &&
      /must be given together with server\.tls\.cert/.test(error.problems[0]!.message.en),
  );
});

Deno.test("checkTls() tells how long a certificate lasts, and warns before it ends", () =>
  inFolder(async (folder) => {
    const lasting = await checkTls(await makeCertificate(folder, { days: 90 }), systemClock);
    assert.deepEqual(lasting.map(({ grade }) => grade), ["ok"]);
    assert.match(lasting[0]!.message.en, /\((89|90) days left\)/);
    assert.match(lasting[0]!.seen[0]!, /localhost/);
    const files = await makeCertificate(folder, { name: "ending", days: 3 });
    const [ending] = await checkTls(files, systemClock);
    assert.deepEqual([ending!.grade, ending!.remedy !== null], ["warning", true]);
    const later = { now: () => Date.now() + 4 * 24 * 3_600_000 };
    const [ended] = await checkTls(files, later);
    assert.equal(ended!.grade, "fault");
    const [mismatch] = await checkTls({ ...files, key: `${folder}/server.key` }, systemClock);
    assert.deepEqual([mismatch!.grade, mismatch!.name], ["fault", "server.tls.key"]);
  }));
