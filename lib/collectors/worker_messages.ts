/** What a supervisor and its worker say to each other. `Report` is what the worker exists for. */
export type ToWorker<Options, Order = never> =
  | { readonly kind: "start"; readonly options: Options }
  /** Something to do now, such as "check this market at once". Lost when the worker has to be started again. */
  | { readonly kind: "order"; readonly order: Order }
  /** To the question with this number; undefined when there was no answer. */
  | { readonly kind: "answer"; readonly id: number; readonly answer: unknown }
  | { readonly kind: "stop" };

export type FromWorker<Report> =
  /** Sent every {@linkcode HEARTBEAT_EVERY} ms while the worker's event loop turns. */
  | { readonly kind: "alive" }
  | { readonly kind: "report"; readonly report: Report }
  /** Something that only the supervisor knows. */
  | { readonly kind: "ask"; readonly id: number; readonly question: unknown }
  /** The task threw, or ended without having been told to. The worker is of no more use. */
  | { readonly kind: "failed"; readonly error: string }
  /** The task ended because it was told to. */
  | { readonly kind: "stopped" };

/** Milliseconds. */
export const HEARTBEAT_EVERY = 2_000;
