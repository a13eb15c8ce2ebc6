import { checksAnswer } from "@/lib/web/checks_answer.ts";
import { define } from "@/lib/web/state.ts";

/** The recorded checks, newest first: `?market=coupang&since=&limit=`. */
export const handler = define.handlers({
  GET: ({ url, state: { services } }) =>
    checksAnswer({ url, services, write: (checks) => Response.json({ checks }) }),
});
