/** A port of 127.0.0.1 that nobody listens on, as far as one can know without listening there oneself. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
