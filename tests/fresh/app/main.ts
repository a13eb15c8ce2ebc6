import type { App } from "fresh";
import { createApp } from "./app.ts";

/** Serves the app on any free port and says on which, once its worker has answered. */
export async function main(applySnapshot: (app: App<unknown>) => void): Promise<void> {
  const app = createApp();
  applySnapshot(app);
  const answer = await askWorker();
  Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: ({ port }) => {
      Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify({ port, answer })}\n`));
    },
  }, app.handler());
}

function askWorker(): Promise<string> {
  const worker = new Worker(new URL("./workers/echo.ts", import.meta.url), { type: "module" });
  return new Promise((resolve) => {
    worker.onmessage = ({ data }) => {
      worker.terminate();
      resolve(data);
    };
    worker.postMessage("hello");
  });
}
