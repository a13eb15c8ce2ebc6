/** What was sent to all clients together since the start. */
export interface Traffic {
  messages: number;
  bytes: number;
  /** Messages that lagging clients were not sent, because a later one has the newer state. */
  skipped: number;
  /** Connections that this server closed, by close code. */
  readonly closed: Map<number, number>;
}

export function noTraffic(): Traffic {
  return { messages: 0, bytes: 0, skipped: 0, closed: new Map() };
}
