/// <reference lib="deno.worker" />
import { type FromWorker, HEARTBEAT_EVERY, type ToWorker } from "./worker_messages.ts";

/** What a worker does: runs until `signal` aborts, and reports by `post`. It may throw. */
export type Task<Options, Report> = (
  options: Options,
  post: (report: Report) => void,
  signal: AbortSignal,
) => Promise<void>;

/** The worker's side of the wire; the one call of a worker's entry file. */
export function serveWorker<Options, Report>(task: Task<Options, Report>): void {
  const stop = new AbortController();
  const tell = (message: FromWorker<Report>) => self.postMessage(message);
  const alive = setInterval(() => tell({ kind: "alive" }), HEARTBEAT_EVERY);
  self.onmessage = ({ data }: MessageEvent<ToWorker<Options>>) => {
    if (data.kind === "stop") stop.abort();
    else void run(data.options);
  };

  async function run(options: Options): Promise<void> {
    const ending = await task(options, (report) => tell({ kind: "report", report }), stop.signal)
      .then(() => stop.signal.aborted ? undefined : "It ended without having been told to")
      .catch((error: unknown) => stop.signal.aborted ? undefined : describe(error));
    clearInterval(alive);
    tell(ending === undefined ? { kind: "stopped" } : { kind: "failed", error: ending });
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
