/** Values of `readyState`. */
export const OPEN = 1;
export const CLOSED = 3;
/** The code with which a WebSocket says that its connection was lost. */
export const LOST = 1006;

/** What is used of a WebSocket; the lesser ways behave like one. */
export interface Socket {
  readonly readyState: number;
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  /** Asking gives no reason. */
  onclose: ((event: { readonly code: number; readonly reason?: string }) => void) | null;
  send(frame: string): void;
  close(): void;
}

/** The state from which a page wants to go on. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/** In the address it is there before a first message could be: what was missed comes with the connection. */
export function positionQuery({ epoch, seq }: Position): string {
  return String(new URLSearchParams({ epoch, seq: String(seq) }));
}
