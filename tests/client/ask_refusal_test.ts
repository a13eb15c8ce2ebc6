import assert from "node:assert/strict";
import { askRefusal, SIGNED_OUT } from "@/lib/client/ask_refusal.ts";

const says = (code: string, retryAfter: string, status = 503) => () =>
  Promise.resolve(Response.json({ error: { code } }, { status, headers: { "retry-after": retryAfter } }));

Deno.test("askRefusal() reads why and when from the answer", async () => {
  assert.deepEqual(await askRefusal("/ws", says("full", "15")), { refusal: "full", retryAfter: 15_000 });
  const address = says("full_for_address", "20", 429);
  assert.deepEqual(await askRefusal("/ws", address), { refusal: "full_for_address", retryAfter: 20_000 });
});

Deno.test("askRefusal() knows of no refusal where the answer is another, unreadable or missing", async () => {
  const answers = [
    says("bad_upgrade", "15", 400),
    says("full", "soon"),
    says("full", "-1"),
    says("full", "100000"),
    () => Promise.resolve(new Response("<html>Bad gateway</html>", { status: 502 })),
    () => Promise.resolve(Response.json(null)),
    () => Promise.reject(new TypeError("failed to fetch")),
  ];
  for (const answer of answers) assert.equal(await askRefusal("/ws", answer), null);
});

Deno.test("askRefusal() knows that coming again would change nothing for who has no rights any more", async () => {
  const answers = [says("login_required", "", 401), says("forbidden", "", 403)];
  for (const answer of answers) assert.equal(await askRefusal("/ws", answer), SIGNED_OUT);
  assert.equal(await askRefusal("/ws", says("origin_refused", "", 403)), null);
});
