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

export function serve(handler: Handler, port = 0): Served {
  const server = Deno.serve({ hostname: "127.0.0.1", port, onListen: () => {} }, handler);
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
