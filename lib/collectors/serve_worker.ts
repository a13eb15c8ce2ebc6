/// <reference lib="deno.worker" />
import { describe, onCrash } from "./on_crash.ts";
import { Questions } from "./questions.ts";
import { type FromWorker, HEARTBEAT_EVERY, type ToWorker } from "./worker_messages.ts";

/** What a worker does: runs until `signal` aborts, and reports by `post`. It may throw. */
export type Task<Options, Report, Order> = (
  options: Options,
  post: (report: Report) => void,
  signal: AbortSignal,
  from: { readonly onOrder: OnOrder<Order>; readonly ask: Ask<unknown> },
) => Promise<void>;

/** Names who is given the orders that come while a task runs. */
export type OnOrder<Order> = (receive: (order: Order) => void) => void;

/** Asks the supervisor; rejects when it does not answer within `patience` ms. */
export type Ask<Question> = (question: Question, patience: number) => Promise<unknown>;

/** The worker's side of the wire; the one call of a worker's entry file. */
export function serveWorker<Options, Report, Order = never>(task: Task<Options, Report, Order>): void {
  const stop = new AbortController();
  let receive: ((order: Order) => void) | undefined;
  const tell = (message: FromWorker<Report>) => self.postMessage(message);
  const questions = new Questions((id, question) => tell({ kind: "ask", id, question }));
  // The runtime would write it as it is, secrets and all; the supervisor knows what to leave out.
  onCrash((error) => tell({ kind: "failed", error }));
  const alive = setInterval(() => tell({ kind: "alive" }), HEARTBEAT_EVERY);
  self.onmessage = ({ data }: MessageEvent<ToWorker<Options, Order>>) => {
    if (data.kind === "stop") stop.abort();
    else if (data.kind === "order") receive?.(data.order);
    else if (data.kind === "answer") questions.answer(data.id, data.answer);
    else void run(data.options);
  };

  async function run(options: Options): Promise<void> {
    const post = (report: Report) => tell({ kind: "report", report });
    const onOrder: OnOrder<Order> = (receiver) => receive = receiver;
    const ending = await task(options, post, stop.signal, { onOrder, ask: questions.ask })
      .then(() => stop.signal.aborted ? undefined : "It ended without having been told to")
      .catch((error: unknown) => stop.signal.aborted ? undefined : describe(error));
    clearInterval(alive);
    tell(ending === undefined ? { kind: "stopped" } : { kind: "failed", error: ending });
  }
}
