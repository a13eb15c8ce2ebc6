/** Why a WebSocket was closed, and whether its client should come back. */
export interface CloseCode {
  readonly code: number;
  readonly reason: string;
  readonly comeBack: boolean;
}

export const CLOSE = {
  /** The server ends or restarts. */
  goingAway: { code: 1001, reason: "server is going away", comeBack: true },
  /** The client sent malformed messages again and again. */
  policy: { code: 1008, reason: "too many malformed messages", comeBack: false },
  /** The client sent a message over the size limit. */
  tooBig: { code: 1009, reason: "message too big", comeBack: false },
  /** The client read too slowly for too long. */
  slow: { code: 4008, reason: "slow client", comeBack: true },
  /** The server is at its limit of clients. */
  full: { code: 4013, reason: "too many clients", comeBack: true },
} as const satisfies Record<string, CloseCode>;

/** Codes that are not ours (1006 for a lost connection, a proxy's own) mean: come back. */
export function shouldComeBack(code: number): boolean {
  return Object.values(CLOSE).find((close) => close.code === code)?.comeBack ?? true;
}
