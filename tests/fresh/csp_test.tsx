import assert from "node:assert/strict";
import type { VNode } from "preact";
import { App, csp, type CspOptions, HttpError } from "fresh";
import { ask } from "./ask.ts";

const policy = async (options: CspOptions | undefined, path = "/page") => {
  const app = new App().use(csp(options)).get("/page", (ctx) => ctx.render(<script>1</script>))
    .get("/text", (ctx) => ctx.text("t"));
  const response = await ask(app, path);
  const nonce = /nonce="(\w+)"/.exec(await response.text())?.[1];
  return { text: response.headers.get("content-security-policy")!, nonce };
};

Deno.test("csp() allows only the page's own origin, and inline scripts without useNonce", async () => {
  const { text } = await policy(undefined);
  assert.match(
    text,
    /^default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';/,
  );
});

Deno.test("csp() with useNonce allows the inline scripts and styles of this very page alone", async () => {
  const { text, nonce } = await policy({ useNonce: true });
  assert.match(text, new RegExp(`script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}';`));
  assert.doesNotMatch(text, /unsafe-inline/);
  assert.notEqual((await policy({ useNonce: true })).nonce, nonce);
  assert.match((await policy({ useNonce: true }, "/text")).text, /script-src 'self'; style-src 'self';/);
});

Deno.test("csp() lets directives replace those of the same name and adds others", async () => {
  const { text } = await policy({ csp: ["img-src *", "sandbox"] }, "/text");
  assert.match(text, /; img-src \*; sandbox$/);
  assert.doesNotMatch(text, /img-src .self./);
});

Deno.test("csp() does not force other machines to HTTPS, which a shop's own network may not have", async () => {
  assert.doesNotMatch((await policy(undefined)).text, /upgrade-insecure-requests/);
});

Deno.test("csp() covers the pages that tell of an error, also where they are rendered outside of it", async () => {
  const page = (ctx: { render(node: VNode, init: ResponseInit): Promise<Response> }) =>
    ctx.render(<script>1</script>, { status: 500 });
  const app = new App().use(csp({ useNonce: true })).onError("*", page).notFound(page).get("/", () => {
    throw new Error("broken");
  });
  for (const path of ["/", "/nothing"]) {
    const response = await ask(app, path);
    const nonce = /nonce="(\w+)"/.exec(await response.text())?.[1];
    assert.ok(nonce);
    assert.match(
      response.headers.get("content-security-policy")!,
      new RegExp(`script-src 'self' 'nonce-${nonce}'`),
    );
  }
});

Deno.test("csp() leaves errors that pass through it alone", async () => {
  const app = new App().use(csp()).get("/", () => {
    throw new HttpError(403);
  });
  const response = await ask(app, "/");
  assert.deepEqual([response.status, response.headers.get("content-security-policy")], [403, null]);
});
