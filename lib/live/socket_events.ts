import type { Session } from "./session.ts";

const TYPES = ["open", "message", "close", "error"] as const;

/**
 * Carries the events of a WebSocket to its session. One object listens to all of them: four functions would cost each of
 * ten thousand clients a kilobyte.
 */
export class SocketEvents implements EventListenerObject {
  readonly #session: Session;
  readonly #onOpen: (session: Session) => void;
  readonly #onClosed: (session: Session) => void;

  private constructor(session: Session, { onOpen, onClosed }: SocketEventsOptions) {
    this.#session = session;
    this.#onOpen = onOpen;
    this.#onClosed = onClosed;
  }

  static attach(socket: WebSocket, session: Session, options: SocketEventsOptions): void {
    const events = new SocketEvents(session, options);
    for (const type of TYPES) socket.addEventListener(type, events);
  }

  handleEvent(event: Event): void {
    switch (event.type as typeof TYPES[number]) {
      case "open":
        return this.#onOpen(this.#session);
      case "message":
        return this.#session.receive((event as MessageEvent).data);
      case "close":
        return this.#onClosed(this.#session);
      // An error is always followed by `close`, and without a listener it would be an uncaught one.
      case "error":
        return event.preventDefault();
    }
  }
}

/** Functions that all sockets share. */
export interface SocketEventsOptions {
  readonly onOpen: (session: Session) => void;
  readonly onClosed: (session: Session) => void;
}
