import { seededRandom } from "@/lib/demo/random.ts";
import { deliveries } from "../live/fakes.ts";
import { Everybody } from "../support/everybody.ts";
import { routePatterns } from "../support/route_files.ts";
import { buildRoutes } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";
import type { FuzzResult } from "./fuzz_result.ts";
import { internalsIn } from "./judge.ts";
import { Memory } from "./memory.ts";
import { type MadeRequest, RequestMaker } from "./request_maker.ts";

const HOST = "http://127.0.0.1:8765";

/** Sends `count` requests to the web application in this process: what a failure costs is then known, too. */
export async function fuzzHttp({ seed, count }: { seed: number; count: number }): Promise<FuzzResult> {
  const parts = await openTestServices();
  const { services, hub, clock, sessions, logged } = parts;
  hub.publish(deliveries(clock));
  const all = new Everybody(parts);
  const shown = [
    {},
    (await all.user("admin", { role: "admin" })).shown,
    (await all.user("masked", { masked: true })).shown,
    (await all.screen("screen")).shown,
    (await all.token("token", { scopes: ["read"] })).shown,
  ];
  const paths = [
    ...await routePatterns(),
    "/css/page.css",
    "/favicon.svg",
    "/nothing",
    "/api/nothing",
    "/_fresh/js/x/y.js",
  ];
  // Nothing delivers here, which would be 503 by right, and is not to be taken for a failure.
  const readiness = () => ({ ready: true, sick: {} });
  const handler = (await buildRoutes())({ ...services, readiness });
  const maker = new RequestMaker(seededRandom(seed), { paths, shown });
  const faults: string[] = [];
  const statuses: Record<number, number> = {};
  const memory = new Memory(count);
  for (let sent = 0; sent < count; sent++) {
    const made = maker.make();
    const failed = logged.length;
    const { status, text } = await answerTo(made, handler);
    statuses[status] = (statuses[status] ?? 0) + 1;
    const fault = faultOf({ status, text }) ??
      logged.slice(failed).find((line) => line.startsWith("error"));
    if (fault) faults.push(`${fault}: ${JSON.stringify({ ...made, body: String(made.body) })}`);
    // What is limited by time goes on.
    if (sent % 100 === 0) clock.advance(1_000);
    logged.length = 0;
    memory.look(sent);
  }
  if (sessions.size > 0) faults.push(`${sessions.size} sessions are left`);
  return { sent: count, statuses, faults, ...memory.growth() };
}

type Handler = ReturnType<Awaited<ReturnType<typeof buildRoutes>>>;

async function answerTo(made: MadeRequest, handler: Handler): Promise<{ status: number; text: string }> {
  const { method, path, headers, body } = made;
  const request = new Request(HOST + path, {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    body,
  });
  const response = await handler(request);
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) {
    await response.body?.cancel();
    return { status: response.status, text: "" };
  }
  return { status: response.status, text: await response.text() };
}

function faultOf({ status, text }: { status: number; text: string }): string | undefined {
  if (status >= 500) return `status ${status} ${text.slice(0, 200)}`;
  const found = internalsIn(text);
  return found && `tells ${found}`;
}
