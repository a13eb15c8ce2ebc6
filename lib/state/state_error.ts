import type { Text } from "../shared/text.ts";
import { saidOfFile, type StateFault } from "./texts.ts";

interface StateErrorOptions {
  /** Where the state is kept, without any secret. */
  readonly path: string;
  readonly cause?: unknown;
  /** What a person has to know; without it what is said of files. */
  readonly said?: { readonly reason: Text; readonly remedy: Text };
  /** What the remedy asks to run. */
  readonly lines?: readonly string[];
}

/** The store cannot do its work; the program can go on without it and say so. */
export class StateError extends Error {
  readonly fault: StateFault;
  readonly reason: Text;
  readonly remedy: Text;
  readonly lines: readonly string[];

  constructor(fault: StateFault, { path, cause, said = saidOfFile(fault), lines = [] }: StateErrorOptions) {
    const { reason, remedy } = said;
    const detail = cause instanceof Error && cause.message ? ` (${cause.message})` : "";
    const run = lines.length > 0 ? `: ${lines.join(" ")}` : "";
    super(`Cannot keep state in ${path}: ${reason.en}${detail}. ${remedy.en}${run}`, { cause });
    this.name = "StateError";
    this.fault = fault;
    this.reason = reason;
    this.remedy = remedy;
    this.lines = lines;
  }
}
