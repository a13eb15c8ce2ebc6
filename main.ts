/** MarketPulse, as a table of contents: the web application, the workers, and the command line that starts them. */
import { App, csp, staticFiles } from "fresh";
import type { WorkerEntries } from "./lib/app/collectors.ts";
import type { Services } from "./lib/app/services.ts";
import { runCommandLine } from "./lib/cli/command_line.ts";
import { writeTo } from "./lib/cli/write_to.ts";
import { accessLog } from "./lib/web/access_log.ts";
import { believeProxy } from "./lib/web/believe_proxy.ts";
import { CONTENT_POLICY } from "./lib/web/content_policy.ts";
import { enforceAccess } from "./lib/web/enforce_access.ts";
import { keepScreen } from "./lib/web/keep_screen.ts";
import { limitRequests } from "./lib/web/limit_requests.ts";
import { paceLive } from "./lib/web/pace_live.ts";
import { provide } from "./lib/web/provide.ts";
import { refuseCrossSite } from "./lib/web/refuse_cross_site.ts";
import { refuseForeignHosts } from "./lib/web/refuse_foreign_hosts.ts";
import { tokenDoor } from "./lib/web/token_door.ts";
import { safeAnswers } from "./lib/web/safe_answers.ts";
import { shareWithListed } from "./lib/web/share_with_listed.ts";
import type { State } from "./lib/web/state.ts";
import { viewerOf } from "./lib/web/viewer_of.ts";

export function createApp(services: Services, whoAsks = viewerOf(services)): App<State> {
  return new App<State>({ basePath: services.basePath })
    .use(accessLog(services))
    .use(believeProxy(services))
    .use(shareWithListed(services))
    .use(csp({ useNonce: true, csp: CONTENT_POLICY }))
    .use(provide(services, tokenDoor(services, whoAsks)))
    .use(refuseForeignHosts())
    .use(refuseCrossSite())
    .use(limitRequests())
    .use(staticFiles())
    .use(keepScreen())
    .use(enforceAccess())
    .fsRoutes();
}

export const workers: WorkerEntries = {
  metrics: () => new Worker(new URL("./workers/metrics.ts", import.meta.url), { type: "module" }),
  custom: () => new Worker(new URL("./workers/custom.ts", import.meta.url), { type: "module" }),
  checks: () => new Worker(new URL("./workers/checks.ts", import.meta.url), { type: "module" }),
  demoShop: () => new Worker(new URL("./workers/demo_shop.ts", import.meta.url), { type: "module" }),
  demoMarkets: () => new Worker(new URL("./workers/demo_markets.ts", import.meta.url), { type: "module" }),
  stateCheck: () => new Worker(new URL("./workers/state_check.ts", import.meta.url), { type: "module" }),
};

/** Runs the command line; `applyRoutes` adds the built file routes and assets to the application. */
export async function main(applyRoutes: (app: App<State>) => void): Promise<void> {
  const open = (services: Services) => {
    const app = createApp(services);
    applyRoutes(app);
    return safeAnswers(paceLive(app.handler(), services.sessions), services);
  };
  Deno.exit(
    await runCommandLine({
      args: Deno.args,
      env: Deno.env.toObject(),
      workers,
      open,
      writeOut: writeTo(Deno.stdout),
      writeError: writeTo(Deno.stderr),
    }),
  );
}
