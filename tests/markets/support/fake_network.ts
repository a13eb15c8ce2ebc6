import type { Outgoing } from "../../../lib/markets/allowed_request.ts";
import type { Peer } from "../../../lib/markets/connection.ts";
import type { Network } from "../../../lib/markets/network.ts";
import type { Answer, Connected, Failed, Failure } from "../../../lib/markets/seen.ts";
import type { SimulatedMarket } from "../../../lib/demo/market_simulated.ts";

export interface AnswerParts {
  readonly call?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly whole?: boolean;
  readonly took?: number;
}

export function answer(parts: AnswerParts = {}): Answer {
  const { call = "status", status = 200, headers = {}, body = "", whole = true, took = 100 } = parts;
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return { kind: "answer", call, status, headers: new Headers(headers), body: bytes, whole, took };
}

export function json(status: number, body: unknown, parts: AnswerParts = {}): Answer {
  return answer({ status, body: JSON.stringify(body), ...parts });
}

export function failed(failure: Failure): Failed {
  return { kind: "failed", failure, detail: failure };
}

/** A network that answers from functions and keeps what was sent. */
export class FakeNetwork implements Network {
  readonly sent: Outgoing[] = [];
  readonly knocked: Peer[] = [];
  /** What a request is answered with. */
  respond: (outgoing: Outgoing) => Answer | Failed | Promise<Answer | Failed>;
  readonly resolved: string[] = [];
  connected: (peer: Peer) => Connected | Failed = () => ({ kind: "connected", took: 20 });

  found: (hostname: string) => Connected | Failed = () => ({ kind: "connected", took: 2 });

  constructor(respond: FakeNetwork["respond"] = () => json(200, { code: "SUCCESS" })) {
    this.respond = respond;
  }

  async request(outgoing: Outgoing): Promise<Answer | Failed> {
    this.sent.push(outgoing);
    return await this.respond(outgoing);
  }

  connect(peer: Peer): Promise<Connected | Failed> {
    this.knocked.push(peer);
    return Promise.resolve(this.connected(peer));
  }

  resolve(hostname: string): Promise<Connected | Failed> {
    this.resolved.push(hostname);
    return Promise.resolve(this.found(hostname));
  }
}

/** Answers as a simulated market does, without a socket in between. */
export function servedBy(market: SimulatedMarket): FakeNetwork["respond"] {
  return async ({ call, url, method, headers, body }) => {
    const reply = await market.serve(new Request(url, { method, headers, body }));
    return answer({ ...reply, call });
  };
}
