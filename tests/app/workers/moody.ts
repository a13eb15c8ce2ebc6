/// <reference lib="deno.worker" />
import { serveWorker } from "@/lib/collectors/serve_worker.ts";

/** A worker that does what its options say, for the supervisor's tests. */
serveWorker<{ mood: string }, string, string>(async ({ mood }, post, signal, { onOrder, ask }) => {
  if (mood === "reject") await Promise.reject("a text, not an Error");
  if (mood === "throw later") {
    setTimeout(() => {
      throw new Error("thrown in a timer");
    });
  }
  if (mood === "exit") Deno.exit(0);
  if (mood === "end") return;
  onOrder((order) => {
    if (order === "ask") ask("how much?", 60_000).then((said) => post(`heard ${said}`));
    else if (order === "ask impatiently") {
      ask("nothing", 1).catch((error) => post(`not heard: ${error.name}`));
    } else post(`did ${order}`);
  });
  post(mood);
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
});
