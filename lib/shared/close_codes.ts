/** Why a WebSocket was closed, and whether its client should come back. */
export interface CloseCode {
  readonly code: number;
  readonly reason: string;
  readonly comeBack: boolean;
  /** Milliseconds after which it should, where many are sent away at once and each is given another time. */
  readonly comeBackAfter?: number;
}

export const CLOSE = {
  /** The server ends or restarts. */
  goingAway: { code: 1001, reason: "server is going away", comeBack: true },
  /** The client sent malformed messages again and again. */
  policy: { code: 1008, reason: "too many malformed messages", comeBack: false },
  /** The client sent more messages than any use of them needs. */
  tooMany: { code: 1008, reason: "too many messages", comeBack: false },
  /** The client sent a message over the size limit. */
  tooBig: { code: 1009, reason: "message too big", comeBack: false },
  /** The rights with which the client came in have ended or changed: it may come in with new ones. */
  signedOut: { code: 4001, reason: "signed out: log in again", comeBack: false },
  /** Amounts or topics are hidden from the client, and the old system's messages cannot be said without them. */
  hidden: { code: 4003, reason: "something is hidden from you: speak marketpulse.v1", comeBack: false },
  /** The client read too slowly for too long. */
  slow: { code: 4008, reason: "slow client", comeBack: true },
  /** The server is at its limit of clients. */
  full: { code: 4013, reason: "too many clients", comeBack: true },
} as const satisfies Record<string, CloseCode>;

/** Codes that are not ours (1006 for a lost connection, a proxy's own) mean: come back. */
export function shouldComeBack(code: number): boolean {
  return Object.values(CLOSE).find((close) => close.code === code)?.comeBack ?? true;
}

/** The reason as it is sent: a close frame has no other place for the time. */
export function closeReason({ reason, comeBackAfter }: CloseCode): string {
  return comeBackAfter === undefined ? reason : `${reason}, come back in ${comeBackAfter} ms`;
}

/** The milliseconds that a reason names, `null` where it names none. */
export function comeBackAfter(reason: string): number | null {
  const [, ms] = /, come back in (\d{1,6}) ms$/.exec(reason) ?? [];
  return ms === undefined ? null : Number(ms);
}
