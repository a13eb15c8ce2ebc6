/** What every answer says to browsers, whoever made it: pages, files, the API, refusals and failures. */
import assert from "node:assert/strict";
import { deliveries } from "../live/fakes.ts";
import { routePaths } from "../support/route_files.ts";
import { buildRoutes } from "../support/test_app.ts";
import { openTestServices, type TestServicesOptions } from "../support/test_services.ts";

const open = await buildRoutes();
const paths = await routePaths();

async function serve(options: TestServicesOptions = {}) {
  const { services, hub, clock } = await openTestServices(options);
  hub.publish(deliveries(clock));
  const handler = open(services);
  return async (path: string, init: RequestInit = {}) => {
    const response = await handler(new Request(`http://127.0.0.1:8765${path}`, init));
    await response.body?.cancel();
    return response;
  };
}

const FIXED = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "x-xss-protection": "0",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

Deno.test("every route's answer to every method has the safe headers, and is stored nowhere", async () => {
  const ask = await serve();
  assert.ok(paths.length > 10);
  for (const path of [...paths, "/nothing", "/api/nothing", "/api/checks/%E0%A4%A/now", "/favicon.ico"]) {
    for (const method of ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"]) {
      const { headers, status } = await ask(path, { method });
      const which = `${method} ${path} ${status}`;
      for (const [name, value] of Object.entries(FIXED)) assert.equal(headers.get(name), value, which);
      assert.match(headers.get("referrer-policy")!, /^(same-origin|no-referrer)$/, which);
      assert.match(headers.get("permissions-policy")!, /camera=\(\).*microphone=\(\)/, which);
      assert.match(headers.get("content-security-policy")!, /frame-ancestors 'none'/, which);
      assert.doesNotMatch(headers.get("content-security-policy")!, /unsafe|\*/, which);
      assert.match(headers.get("cache-control")!, /\bno-store\b/, which);
      for (
        const name of ["server", "x-powered-by", "access-control-allow-origin", "strict-transport-security"]
      ) {
        assert.equal(headers.get(name), null, `${which} ${name}`);
      }
      if (status === 405) assert.match(headers.get("allow")!, /^[A-Z]+(, [A-Z]+)*$/, which);
    }
  }
});

Deno.test("only files that are named by their contents may be kept", async () => {
  const { services } = await openTestServices();
  const handler = open(services);
  const html = await (await handler(new Request("http://127.0.0.1:8765/"))).text();
  const ask = await serve();
  const named = [...html.matchAll(/(?:href|src)="(\/(?:css|_fresh)\/[^"]+)"/g)].map(([, path]) => path!);
  assert.ok(named.length > 5);
  for (const path of named) {
    const { headers, status } = await ask(path.replaceAll("&amp;", "&"));
    assert.deepEqual(
      [status, headers.get("cache-control")],
      [200, "public, max-age=31536000, immutable"],
      path,
    );
    assert.equal(headers.get("x-content-type-options"), "nosniff");
  }
  const bare = await ask("/css/page.css");
  assert.match(bare.headers.get("cache-control")!, /no-store/);
});

Deno.test("HTTPS alone is asked for where this server serves it, for as long as configured", async () => {
  const tls = (hsts: number) => ({ server: { tls: { cert: "a.pem", key: "b.pem", hsts } } });
  const header = async (options: TestServicesOptions) =>
    (await (await serve(options))("/")).headers.get("strict-transport-security");
  assert.equal(await header(tls(3_600_000)), "max-age=3600");
  assert.equal(await header(tls(0)), null);
  // Behind a proxy the name, and whatever else is served under it, is the proxy's.
  const proxied = await serve({ server: { trust_proxy: true } });
  const { headers } = await proxied("/", { headers: { "x-forwarded-proto": "https" } });
  assert.equal(headers.get("strict-transport-security"), null);
});

Deno.test("what is kept in a browser says nothing of who looks, and goes to no other site", async () => {
  const ask = await serve();
  for (const cookie of (await ask("/?lang=en&theme=dark")).headers.getSetCookie()) {
    assert.match(cookie, /^(lang|theme)=\w+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
  }
  const behindTls = await serve({ server: { trust_proxy: true } });
  const response = await behindTls("/?lang=en", { headers: { "x-forwarded-proto": "https" } });
  assert.match(response.headers.getSetCookie()[0]!, /; Secure$/);
});
