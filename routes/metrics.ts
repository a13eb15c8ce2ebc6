import { define } from "@/lib/web/state.ts";

/** What the process tells Prometheus about itself. */
export const handler = define.handlers({
  async GET({ state: { services: { telemetry } } }) {
    const headers = { "content-type": telemetry.contentType, "cache-control": "no-store" };
    return new Response(await telemetry.text(), { headers });
  },
});
