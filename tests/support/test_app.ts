import { Builder } from "fresh/dev";
import type { Services } from "@/lib/app/services.ts";
import { safeAnswers } from "@/lib/web/safe_answers.ts";
import type { WhoAsks } from "@/lib/web/who_asks.ts";
import { createApp } from "@/main.ts";

type Handler = (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

/** Builds the file routes once for a test file; each test then gives them its own services. */
export async function buildRoutes(): Promise<(services: Services, whoAsks?: WhoAsks) => Handler> {
  const applySnapshot = await new Builder().build({ snapshot: "memory" });
  return (services, whoAsks) => {
    const app = createApp(services, whoAsks);
    applySnapshot(app);
    const handler = safeAnswers(app.handler(), services);
    return (request, info = LOCAL) => Promise.resolve(handler(request, info));
  };
}

const LOCAL: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 0 },
  completed: Promise.resolve(),
};

/** Serves on a free port of the loopback address until disposed of. */
export function listen(handler: Handler): AsyncDisposable & { host: string } {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, handler);
  return {
    host: `127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
