import { HttpError } from "./http_error.ts";

export interface WebSocketUpgradeOptions {
  /** Seconds without a pong after which the connection is closed. */
  idleTimeout?: number;
  /** The subprotocol to answer with. */
  protocol?: string;
}

export interface WebSocketHandlers {
  open?(socket: WebSocket): void;
  message?(socket: WebSocket, event: MessageEvent): void;
  close?(socket: WebSocket, code: number, reason: string): void;
  error?(socket: WebSocket, event: Event | ErrorEvent): void;
}

/** A socket and the response that must be returned for it to open. */
export interface Upgraded {
  socket: WebSocket;
  response: Response;
}

export function isHandlers(value: object): value is WebSocketHandlers {
  const names = ["open", "message", "close", "error"];
  return Object.entries(value).some(([name, member]) => names.includes(name) && typeof member === "function");
}

/** @throws {HttpError} 400 when the request does not ask for a WebSocket */
export function upgradeRequest(req: Request, options: WebSocketUpgradeOptions): Upgraded {
  if (req.method !== "GET" || req.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    throw new HttpError(400, "Expected a WebSocket upgrade request");
  }
  return Deno.upgradeWebSocket(req, options);
}

export function attachHandlers(socket: WebSocket, handlers: WebSocketHandlers): void {
  socket.onopen = () => handlers.open?.(socket);
  socket.onmessage = (event) => handlers.message?.(socket, event);
  socket.onclose = (event) => handlers.close?.(socket, event.code, event.reason);
  socket.onerror = (event) => handlers.error?.(socket, event);
}
