/**
 * Sends bytes as they are to `host:port` and returns what comes back, as Latin-1: a whole answer by its Content-Length or last
 * chunk, or what came until the server closed. Empty where it closed without a word.
 */
export async function rawRequest(address: string, bytes: string | Uint8Array): Promise<string> {
  const [hostname, port] = address.split(":");
  const connection = await Deno.connect({ hostname, port: Number(port) });
  // Who is refused early is not read to the end.
  const data = typeof bytes === "string" ? latin1(bytes) : bytes;
  const sent = send(connection, data).catch(() => {});
  let answer = "";
  const buffer = new Uint8Array(65_536);
  for (; !isWhole(answer);) {
    const length = await connection.read(buffer).catch(() => null);
    if (length === null) break;
    answer += new TextDecoder("latin1").decode(buffer.subarray(0, length));
  }
  // Whose body is refused need not be told that nobody reads the rest of it.
  connection.close();
  await sent;
  return answer;
}

async function send(connection: Deno.Conn, data: Uint8Array): Promise<void> {
  for (let at = 0; at < data.length;) at += await connection.write(data.subarray(at));
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const [head, body] = [answer.slice(0, end), answer.slice(end + 4)];
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (length !== undefined) return body.length >= Number(length);
  if (/^transfer-encoding:.*chunked/im.test(head)) return body.endsWith("0\r\n\r\n");
  return /^HTTP\/1\.1 (1\d\d|204|304) /.test(head);
}
