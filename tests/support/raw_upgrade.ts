/** The status that an upgrade of `/ws` is answered with, asked with headers that a WebSocket client does not let one set. */
export async function rawUpgrade(
  address: string,
  { host, origin }: { host: string; origin: string },
): Promise<number> {
  const [hostname, port] = address.split(":");
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const lines = [
    "GET /ws HTTP/1.1",
    `Host: ${host}`,
    `Origin: ${origin}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ];
  await connection.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
  const answer = new Uint8Array(64);
  const length = await connection.read(answer);
  return Number(new TextDecoder().decode(answer.subarray(0, length ?? 0)).split(" ")[1]);
}
