/** The state that a client of Server-Sent Events already has. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/**
 * Where a client wants to go on: the `Last-Event-ID` that browsers send after a lost connection, else `?epoch=&seq=`.
 * `null` for what cannot be read: a client that says nothing understandable gets the whole state, which is always right.
 */
export function readPosition(lastEventId: string | null, params: URLSearchParams): Position | null {
  if (lastEventId) {
    const [, epoch, seq] = /^(.+):(\d+)$/.exec(lastEventId) ?? [];
    return position(epoch, seq);
  }
  return position(params.get("epoch"), params.get("seq"));
}

function position(epoch: string | null | undefined, seq: string | null | undefined): Position | null {
  if (!epoch || !seq || !/^\d+$/.test(seq)) return null;
  const number = Number(seq);
  return Number.isSafeInteger(number) ? { epoch, seq: number } : null;
}
