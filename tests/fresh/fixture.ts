/** The fixture app of `tests/fresh/app`, built in memory and served on a free port. */
import { Builder } from "fresh/dev";
import { fileURLToPath } from "node:url";
import { createApp } from "./app/app.ts";

export const FIXTURE = fileURLToPath(new URL("./app/", import.meta.url));

export type Handler = (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

export async function buildFixture(
  { mode = "production", basePath = "" }: { mode?: "development" | "production"; basePath?: string } = {},
): Promise<Handler> {
  const applySnapshot = await new Builder({ root: FIXTURE }).build({ mode, snapshot: "memory" });
  const app = createApp({ basePath });
  applySnapshot(app);
  return app.handler();
}

export interface Served extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
}

/** Serves until it is disposed of. */
export function serve(handler: Handler): Served {
  const stop = new AbortController();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, signal: stop.signal, onListen: () => {} },
    handler,
  );
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await server.finished;
    },
  };
}
