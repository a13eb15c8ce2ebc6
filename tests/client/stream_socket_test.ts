import assert from "node:assert/strict";
import { type Events, StreamSocket } from "@/lib/client/stream_socket.ts";

class FakeEvents implements Events {
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onerror: (() => void) | null = null;
  #onclose = (_event: { data: unknown }) => {};
  constructor(readonly url: string) {}
  addEventListener(_type: "close", listener: (event: { readonly data: unknown }) => void) {
    this.#onclose = listener;
  }
  /** The server says why it ends the stream. */
  says(data: string) {
    this.#onclose({ data });
  }
  close() {
    this.closed = true;
  }
}

function openSocket() {
  const opened: FakeEvents[] = [];
  const seen: string[] = [];
  const socket = new StreamSocket({
    url: "/api/stream",
    position: { epoch: "a:b", seq: 7 },
    open: (url) => {
      opened.push(new FakeEvents(url));
      return opened.at(-1)!;
    },
  });
  socket.onopen = () => seen.push("open");
  socket.onmessage = ({ data }) => seen.push(`message ${data}`);
  socket.onclose = ({ code, reason }) => seen.push(["close", code, reason].filter(Boolean).join(" "));
  return { socket, opened, seen };
}

Deno.test("StreamSocket goes on from its position, and hands events on as messages", () => {
  const { socket, opened, seen } = openSocket();
  assert.equal(opened[0]!.url, "/api/stream?epoch=a%3Ab&seq=7");
  assert.equal(socket.readyState, 0);
  opened[0]!.onopen!();
  opened[0]!.onmessage!({ data: "{}" });
  assert.deepEqual([socket.readyState, seen], [1, ["open", "message {}"]]);
});

Deno.test("StreamSocket opens a stream without a position for a resync, and nothing for other messages", () => {
  const { socket, opened } = openSocket();
  socket.send(`{"type":"resume","epoch":"a","seq":7}`);
  socket.send(`{"type":"ping"}`);
  assert.equal(opened.length, 1);
  socket.send(`{"type":"resync"}`);
  assert.deepEqual(opened.map(({ url, closed }) => [url, closed]).slice(1), [["/api/stream", false]]);
  assert.deepEqual([opened[0]!.closed, opened[0]!.onmessage], [true, null]);
});

Deno.test("StreamSocket ends with the first error instead of leaving it to the browser to come back", () => {
  const { socket, opened, seen } = openSocket();
  opened[0]!.onerror!();
  assert.deepEqual([opened[0]!.closed, socket.readyState, seen], [true, 3, ["close 1006"]]);
});

Deno.test("StreamSocket says why the server has ended the stream, once and not of one that was left", () => {
  const { socket, opened, seen } = openSocket();
  socket.send(`{"type":"resync"}`);
  opened[0]!.says('{"code":1001,"reason":"late"}');
  opened[1]!.says('{"code":4001,"reason":"signed out"}');
  opened[1]!.says('{"code":4001,"reason":"signed out"}');
  assert.deepEqual([seen, socket.readyState, opened[1]!.closed], [["close 4001 signed out"], 3, true]);
});
