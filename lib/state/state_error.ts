import type { Text } from "../shared/text.ts";
import { type StateFault, stateReasons, stateRemedies } from "./texts.ts";

/** The store cannot do its work; the program can go on with one in memory and say so. */
export class StateError extends Error {
  readonly fault: StateFault;
  readonly reason: Text;
  readonly remedy: Text;

  constructor(fault: StateFault, { path, cause }: { path: string; cause?: unknown }) {
    const [reason, remedy] = [stateReasons[fault], stateRemedies[fault]];
    const detail = cause instanceof Error ? ` (${cause.message})` : "";
    super(`Cannot keep state in ${path}: ${reason.en}${detail}. ${remedy.en}`, { cause });
    this.name = "StateError";
    this.fault = fault;
    this.reason = reason;
    this.remedy = remedy;
  }
}
