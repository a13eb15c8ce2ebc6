import assert from "node:assert/strict";
import { deliveries } from "../live/fakes.ts";
import { buildRoutes } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();

async function getPage(path = "/", headers: HeadersInit = {}) {
  const parts = await openTestServices();
  parts.hub.publish(deliveries(parts.clock));
  const response = await open(parts.services)(new Request(`http://127.0.0.1:8765${path}`, { headers }));
  return { ...parts, response, html: await response.text() };
}

const languageOf = (html: string) => /<html lang="(\w+)"/.exec(html)?.[1];

Deno.test("GET / renders the figures on the server, readable without JavaScript", async () => {
  const { response, html } = await getPage();
  assert.equal(response.status, 200);
  assert.match(html, /<data[^>]* value="3000"/);
  assert.match(html, /<noscript>/);
});

Deno.test("GET / has a head that fits into the buffer of a proxy, however many modules the page has", async () => {
  const { response } = await getPage();
  const head = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
  assert.match(response.headers.get("link")!, /modulepreload/);
  assert.ok(head.length < 3_500, `${head.length} bytes`);
});

Deno.test("GET / is Korean first, English where the browser asks for it, and keeps what was chosen", async () => {
  assert.equal(languageOf((await getPage()).html), "ko");
  assert.equal(languageOf((await getPage("/", { "accept-language": "fr,en-US;q=0.8,ko;q=0.5" })).html), "en");
  assert.equal(languageOf((await getPage("/", { "accept-language": "en", cookie: "lang=ko" })).html), "ko");
  assert.equal(languageOf((await getPage("/?lang=nonsense", { cookie: "lang=alsonot" })).html), "ko");
  const chosen = await getPage("/?lang=en&theme=dark");
  assert.equal(languageOf(chosen.html), "en");
  assert.deepEqual(chosen.response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]), [
    "lang=en",
    "theme=dark",
  ]);
});

Deno.test("GET / allows no script or style but its own, by a nonce of the response", async () => {
  const [first, second] = [await getPage(), await getPage()];
  const policy = first.response.headers.get("content-security-policy")!;
  const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1];
  assert.ok(nonce);
  assert.doesNotMatch(policy, /unsafe-inline/);
  assert.ok(first.html.includes(`nonce="${nonce}"`));
  assert.ok(!second.html.includes(nonce));
  assert.doesNotMatch(first.html, /<[^>]+ style="/, "inline styles would be blocked");
  assert.doesNotMatch(first.html, /<[^>]+ on\w+="/, "inline handlers would be blocked");
});

Deno.test("the demo's pages say so, and their button opens the guide to one's own shop", async () => {
  const { services } = await openTestServices({ mode: "demo" });
  for (const path of ["/", "/markets/coupang"]) {
    const html = await (await open(services)(new Request(`http://127.0.0.1:8765${path}`))).text();
    assert.match(html, />DEMO</, path);
    const opened = [...html.matchAll(/popovertarget="(\w+)"/g)].map(([, id]) => id!);
    assert.ok(opened.length > 0, path);
    for (const id of opened) assert.match(html, new RegExp(`id="${id}"[^>]* popover="auto"`), path);
  }
});

Deno.test("GET / with an error inside answers 500 with a page that tells no internals, and logs it once", async () => {
  const { services, logged } = await openTestServices();
  services.snapshot = () => {
    throw new Error("hidden-detail");
  };
  const response = await open(services)(new Request("http://127.0.0.1:8765/"));
  assert.equal(response.status, 500);
  assert.ok(!(await response.text()).includes("hidden-detail"));
  assert.deepEqual(logged, ["error A request failed"]);
});
