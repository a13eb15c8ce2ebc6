/** The built program over https and wss, and with a pair of files that do not belong together. */
import assert from "node:assert/strict";
import { validUntil } from "@/lib/config/tls_files.ts";
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

Deno.test("a renewed certificate is served with at once, a bad one never", async (test) => {
  await using built = await buildProgram();
  const { folder } = built;
  const [first, second, third] = await Promise.all(
    ["first", "second", "third"].map((name) => makeCertificate(folder, { name })),
  ) as [Pair, Pair, Pair];
  // As certbot and ConfigMaps do it: the path is a link's, and the link is turned.
  const live = { cert: `${folder}/live/cert.pem`, key: `${folder}/live/key.pem` };
  const turnTo = async ({ cert, key }: Pair) => {
    for (const [link, to] of [[live.cert, cert], [live.key, key]] as const) {
      await Deno.symlink(to, `${link}.new`);
      await Deno.rename(`${link}.new`, link);
    }
  };
  await Deno.mkdir(`${folder}/live`);
  await turnTo(first);
  await Deno.writeTextFile(`${folder}/marketpulse.yaml`, `server: { tls: ${JSON.stringify(live)} }\n`);
  await using program = await built.start();
  const metric = async (name: string, by: Pair) =>
    Number(
      new RegExp(`^marketpulse_${name} (\\S+)$`, "m").exec(await read(`${program.url}metrics`, by))?.[1],
    );
  const untilTaken = (times: number) => program.process.lines(/The certificate was renewed/, times);

  await test.step("who connects is shown the new one, and what is asked meanwhile is answered", async () => {
    const before = await read(`${program.url}healthz`, first);
    const stream = await openStream(program.url, first);
    await turnTo(second);
    await untilTaken(1);
    assert.equal(await read(`${program.url}healthz`, second), before);
    await assert.rejects(read(`${program.url}healthz`, first), "the old one is not shown any more");
    await stream.next();
    await stream.close();
    assert.equal(await metric('tls_certificate_renewals_total{outcome="taken"}', second), 1);
    const ends = await metric("tls_certificate_expiry_timestamp_seconds", second);
    assert.equal(ends * 1000, validUntil({ cert: await Deno.readTextFile(second.cert) }));
  });

  await test.step("a pair that does not belong together changes nothing, and is told of", async () => {
    await turnTo({ cert: third.cert, key: first.key });
    await program.process.line(/The new certificate cannot be used, the old one stays in use.*not that of/);
    assert.equal(await metric('tls_certificate_renewals_total{outcome="refused"}', second), 1);
    await turnTo(third);
    await untilTaken(2);
    assert.equal(await read(`${program.url}healthz`, third), "ok");
  });

  await test.step("a second program does not share the port, although a renewed listener may", async () => {
    await using other = built.spawn({ port: Number(new URL(program.url).port) });
    assert.equal(await other.ended(), 1);
    assert.match(other.output, /another program does/);
  });
});

type Pair = Awaited<ReturnType<typeof makeCertificate>>;

async function read(url: string, { cert }: Pair): Promise<string> {
  // A client of its own for each, because an open connection keeps the certificate that it began with.
  using client = Deno.createHttpClient({ caCerts: [await Deno.readTextFile(cert)] });
  const response = await fetch(url, { client } as RequestInit);
  return await response.text();
}

/** An event stream that is open over the old certificate. */
async function openStream(url: string, { cert }: Pair) {
  const client = Deno.createHttpClient({ caCerts: [await Deno.readTextFile(cert)] });
  const response = await fetch(`${url}api/stream`, { client } as RequestInit);
  const reader = response.body!.getReader();
  await reader.read();
  return {
    /** Rejects when the stream has ended. */
    async next() {
      if ((await reader.read()).done) throw new Error("The event stream has ended");
    },
    async close() {
      await reader.cancel();
      client.close();
    },
  };
}

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
