/**
 * `bare_loop.ts PORT BYTES INTERVAL_MS`: the least that a broadcaster on Deno can be, a loop over its sockets. The measure
 * for ours.
 */
const [port, bytes, interval] = Deno.args.map(Number) as [number, number, number];
const payload = "x".repeat(bytes);
const sockets = new Set<WebSocket>();

Deno.serve({ hostname: "127.0.0.1", port }, (request) => {
  const { socket, response } = Deno.upgradeWebSocket(request);
  socket.onopen = () => {
    socket.send("hello");
    sockets.add(socket);
  };
  socket.onclose = () => sockets.delete(socket);
  return response;
});

setInterval(() => {
  for (const socket of sockets) socket.send(payload);
}, interval);
