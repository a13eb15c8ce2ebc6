import { Builder } from "fresh/dev";

/** Serves the app in development mode on the port of the first argument, and says on which. */
await new Builder({ root: import.meta.dirname }).listen(() => import("./app.ts"), {
  hostname: "127.0.0.1",
  port: Number(Deno.args[0]),
  onListen: ({ port }) => {
    Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify({ port })}\n`));
  },
});
