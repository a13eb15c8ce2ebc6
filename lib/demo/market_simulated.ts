import type { MarketCode } from "../markets/markets.ts";
import type { PlayedMood } from "./market_mood.ts";

/** The markets that are played. */
export type SimulatedCode = Extract<MarketCode, "coupang" | "naver" | "11st">;

/** An answer as it goes over the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** An answer to every request, or to those of one path only while the others are served as usual. */
export interface Play extends Omit<Reply, "body"> {
  readonly path?: string;
  /** A function opens the body of one answer: one that is too long to be kept, or that breaks off. */
  readonly body: Reply["body"] | (() => ReadableStream<Uint8Array>);
}

/** A market's API as its sellers see it. */
export interface SimulatedMarket {
  /** Path that its base URL ends with; empty or `/path`. */
  readonly prefix: string;
  /** Milliseconds from–to until it answers, when it is well and when it is slow. */
  readonly latency: readonly [number, number];
  readonly slowLatency: readonly [number, number];
  readonly plays: Readonly<Partial<Record<PlayedMood, Play>>>;
  /** Serves as the real one does, with its signature rules and error bodies. */
  serve(request: Request): Reply | Promise<Reply>;
}

export function jsonReply(status: number, body: unknown): Reply {
  return {
    status,
    headers: { "content-type": "application/json;charset=UTF-8" },
    body: JSON.stringify(body),
  };
}
