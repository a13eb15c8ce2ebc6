/** The built program over https and wss, and with a pair of files that do not belong together. */
import assert from "node:assert/strict";
import { buildProgram } from "../support/program.ts";
import { makeCertificate } from "../support/certificates.ts";

Deno.test("the built program with server.tls", async (test) => {
  await using built = await buildProgram();
  const { folder } = built;
  const { cert, key } = await makeCertificate(folder);
  const other = await makeCertificate(folder, { name: "other" });
  const configure = (keyFile: string) =>
    Deno.writeTextFile(`${folder}/marketpulse.yaml`, `server: { tls: { cert: ${cert}, key: ${keyFile} } }\n`);

  await test.step("serves pages over https, and its live connection over wss", async () => {
    await configure(key);
    await using program = await built.start();
    assert.match(program.url, /^https:/);
    const caCerts = [await Deno.readTextFile(cert)];
    using client = Deno.createHttpClient({ caCerts });
    // `client` is Deno's own addition, which the types of browsers hide.
    const page = await fetch(program.url, { client } as RequestInit);
    assert.match(await page.text(), />DEMO</);
    assert.match(await openLive(program.url, caCerts), /^HTTP\/1\.1 101 /);
    const plain = await fetch(program.url.replace("https", "http")).then(() => "answered", () => "refused");
    assert.equal(plain, "refused");
  });

  await test.step("does not start with another certificate's key, and check says so, too", async () => {
    await configure(other.key);
    const said =
      /The private key in .*other\.key is not that of the certificate in .*server\.crt: name the two/;
    await using program = built.spawn();
    assert.equal(await program.ended(), 1);
    assert.match(program.output, said);
    await using check = built.spawn({ args: ["check"] });
    assert.equal(await check.ended(), 1);
    assert.match(check.output, said);
  });
});

/** The first line of the answer to an upgrade; `WebSocket` can be given no certificate. */
async function openLive(url: string, caCerts: string[]): Promise<string> {
  const { hostname, port, host } = new URL(url);
  using connection = await Deno.connectTls({ hostname, port: Number(port), caCerts });
  const head = [
    "GET /ws HTTP/1.1",
    `Host: ${host}`,
    `Origin: https://${host}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${btoa("0123456789abcdef")}`,
    "",
    "",
  ];
  await connection.write(new TextEncoder().encode(head.join("\r\n")));
  const buffer = new Uint8Array(1024);
  const read = await connection.read(buffer);
  return new TextDecoder().decode(buffer.subarray(0, read ?? 0));
}
