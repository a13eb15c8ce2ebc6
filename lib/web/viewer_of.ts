import type { Services } from "../app/services.ts";
import { StateError } from "../state/state_error.ts";
import { fromThisMachine } from "./from_this_machine.ts";
import { cookiePlace, readCookie } from "./session_cookie.ts";
import type { WhoAsks } from "./who_asks.ts";

/** Who is logged in with the cookie of a request, or comes through the door while it is open. */
export function viewerOf(services: Services): WhoAsks {
  const { auth, server } = services;
  return async function whoAsks(req, peer, url) {
    try {
      // How its name ends is in the state.
      if (req.headers.has("cookie")) await auth.known();
      const secret = readCookie(req.headers, "session", cookiePlace({ url, state: { services } }));
      const user = secret === null ? null : await auth.sessions.find(secret);
      if (user) return user;
      const here = fromThisMachine(req, { peer, listens: server.host });
      // Whether it is open may hang on the users, which have to be read first.
      if (!auth.door.isOpen({ here })) await auth.known();
      return auth.door.isOpen({ here }) ? auth.door.anyone({ here }) : null;
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      // Who cannot be looked up is nobody: what is open to all is still answered. The log is told of it elsewhere.
      return null;
    }
  };
}
