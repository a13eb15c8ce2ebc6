import assert from "node:assert/strict";
import { createServer, type IncomingHttpHeaders, request } from "node:http";
import { checkPublicUrl } from "@/lib/check/check_public_url.ts";
import { type Finding } from "@/lib/check/finding.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

async function check(url: string): Promise<Finding[]> {
  return await Array.fromAsync(
    checkPublicUrl({ url: new URL(url), server: { host: "127.0.0.1", port: 8765 } }),
  );
}

/** `grade name` of each finding, and the lines of the last. */
function gist(findings: readonly Finding[]): [string[], string] {
  return [findings.map(({ grade, name }) => `${grade} ${name}`), findings.at(-1)!.lines.join("\n")];
}

/** Passes requests on to `host`, with their headers changed. */
async function openProxy(
  host: string,
  change: (headers: IncomingHttpHeaders) => IncomingHttpHeaders,
): Promise<{ url: string } & AsyncDisposable> {
  const [hostname, port] = host.split(":");
  const server = createServer(({ url: path, method, headers }, answer) => {
    request({ hostname, port, path, method, headers: change(headers) }, (given) => {
      answer.writeHead(given.statusCode!, { ...given.headers, connection: "close" });
      given.pipe(answer);
    }).end();
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", listening.resolve);
  await listening.promise;
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

Deno.test("checkPublicUrl()", async (test) => {
  const routes = await buildRoutes();
  const { services, sessions } = await openTestServices();
  await using app = listen(routes(services));

  await test.step("finds nothing wrong where nothing stands between", async () => {
    assert.deepEqual(gist(await check(`http://${app.host}`)), [
      ["ok public_url.page", "ok public_url.live"],
      "",
    ]);
  });

  await test.step("sees that something else answers there, and shows lines for a proxy", async () => {
    const [grades, lines] = gist(await check(`http://${app.host}/elsewhere`));
    assert.deepEqual(grades, ["fault public_url.page"]);
    assert.match(lines, /^location \/elsewhere\/ \{\n {4}proxy_pass http:\/\/127\.0\.0\.1:8765;\n/);
  });

  await test.step("sees that the server does not know the name, and says where to write it", async () => {
    await using front = await openProxy(app.host, (headers) => ({ ...headers, host: "shop.example" }));
    const findings = await check(front.url);
    assert.deepEqual(gist(findings), [["fault public_url.page"], ""]);
    assert.match(findings[0]!.remedy!.en, /server\.allowed_hosts/);
  });

  await test.step("sees that nobody answers, and never shows a password of the address", async () => {
    const nobody = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    nobody.close();
    const findings = await check(`http://me:hidden-word@127.0.0.1:${nobody.addr.port}/`);
    assert.deepEqual(gist(findings), [["fault public_url.page"], ""]);
    assert.ok(!JSON.stringify(findings).includes("hidden-word"));
    assert.match(findings[0]!.message.en, /cannot be reached$/);
  });

  await test.step("sees a proxy that drops the Upgrade header, and shows the lines that pass it on", async () => {
    await using front = await openProxy(
      app.host,
      ({ upgrade: _upgrade, connection: _connection, ...rest }) => rest,
    );
    const [grades, lines] = gist(await check(front.url));
    assert.deepEqual(grades, ["ok public_url.page", "fault public_url.live"]);
    assert.match(lines, /proxy_set_header Upgrade \$http_upgrade;/);
  });

  await test.step("sees a proxy that changes the Host header, so that the page seems another site's", async () => {
    await using front = await openProxy(app.host, (headers) => ({ ...headers, host: app.host }));
    const findings = await check(front.url);
    assert.deepEqual(gist(findings)[0], ["ok public_url.page", "fault public_url.live"]);
    assert.match(findings[1]!.message.en, /the proxy changes the Host header$/);
    assert.match(findings[1]!.lines.join("\n"), /proxy_set_header Host \$http_host;/);
  });
  await test.step("finds nothing wrong where one has to log in, and a dropped Upgrade header there, too", async () => {
    const closed = await openTestServices({ auth: "password" });
    await using door = listen(routes(closed.services));
    const findings = await check(`http://${door.host}`);
    assert.deepEqual(gist(findings)[0], ["ok public_url.page", "ok public_url.live"]);
    assert.match(findings[0]!.message.en, /\/login$/);
    assert.match(findings[1]!.message.en, /once one has logged in$/);
    await using front = await openProxy(
      door.host,
      ({ upgrade: _upgrade, connection: _connection, ...rest }) => rest,
    );
    assert.deepEqual(gist(await check(front.url))[0], ["ok public_url.page", "fault public_url.live"]);
  });
  sessions.drain();
});
