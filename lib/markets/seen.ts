import type { Phases } from "../shared/snapshot.ts";
import type { Text } from "../shared/text.ts";
import type { Phase } from "./connection.ts";

/** What came of an attempt to reach a market. `took` is in milliseconds. */
export type Seen = Answer | Connected | Failed | Unsent;

export interface Answer {
  readonly kind: "answer";
  /** Name of the market's call that was answered. */
  readonly call: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** False when the body was longer than what is read of one. */
  readonly whole: boolean;
  readonly phases?: Phases;
  readonly took: number;
  /** By how many milliseconds our own event loop was late meanwhile. */
  readonly lag?: number;
}

/** A handshake succeeded; nothing was asked. */
export interface Connected {
  readonly kind: "connected";
  readonly phases?: Phases;
  readonly took: number;
  /** By how many milliseconds our own event loop was late meanwhile. */
  readonly lag?: number;
}

export interface Failed {
  readonly kind: "failed";
  readonly failure: Failure;
  /** A few words for the table and the log, without addresses or secrets. */
  readonly detail: string;
  /** The step that failed, and the times of those before it. */
  readonly phase?: Phase;
  readonly phases?: Phases;
  readonly lag?: number;
}

/** Nothing was sent, for a reason of our own. */
export interface Unsent {
  readonly kind: "unsent";
  readonly error: string;
  /** The same in words for people. */
  readonly reason?: Text;
  readonly remedy: Text;
  /** The budget did not allow it now; another time it may. */
  readonly skipped?: true;
}

export type Failure =
  | "dns"
  | "refused"
  | "unreachable"
  | "timeout"
  | "reset"
  | "certificate"
  | "tls"
  | "malformed"
  | "unsendable"
  /** Our own proxy failed, so nobody behind it was heard. */
  | "proxy";
