import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import type { RunningProgram } from "@/tests/support/program.ts";
import type { BenchContext, Part, PartResult } from "./part.ts";
import type { Shop } from "./shops.ts";
import { WatchedProgram } from "./watched_program.ts";

/** A small shop; what travels of a change does not depend on how many orders there are. */
const ORDERS = 20_000;
const MINUTE = 60_000;
const ORDERS_A_SECOND = 10;

/** What one client is sent in a minute, everything at its defaults: a tick every 5 s, checks every 60 s. */
export const bytesPart: Part = {
  name: "bytes",
  title: "Bytes of one marketpulse.v1 client in a minute",
  run: benchBytes,
};

/** Bytes and messages by type. */
type Received = Record<string, { messages: number; bytes: number }>;

async function benchBytes({ shops, say }: BenchContext): Promise<PartResult> {
  const shop = await shops.of(ORDERS);
  await using watched = await WatchedProgram.start(shop);
  say("a quiet minute");
  const quiet = await minuteOf(watched.program);
  say("a busy minute");
  const orders = new AbortController();
  const ordering = order(shop, orders.signal);
  const busy = await minuteOf(watched.program);
  orders.abort();
  await ordering;
  const note = (received: Received) =>
    Object.entries(received).map(([type, { messages, bytes }]) => `${messages} ${type} ${bytes} B`).join(
      ", ",
    );
  return {
    figures: [
      { name: "quiet", value: sum(quiet) / 1000, unit: "KB", most: 1.5, note: note(quiet) },
      {
        name: `busy, ${ORDERS_A_SECOND} orders a second`,
        value: sum(busy) / 1000,
        unit: "KB",
        note: note(busy),
      },
    ],
    details: { quiet, busy },
  };
}

const sum = (received: Received) => Object.values(received).reduce((total, { bytes }) => total + bytes, 0);

/** What comes within a minute, once the state has come. */
async function minuteOf({ liveUrl }: RunningProgram): Promise<Received> {
  const received: Received = {};
  const socket = new WebSocket(liveUrl, PROTOCOL_V1);
  const { promise: over, resolve, reject } = Promise.withResolvers<void>();
  socket.onerror = () => reject(new Error(`Cannot connect to ${liveUrl}`));
  socket.onmessage = ({ data }) => {
    const { type } = JSON.parse(data);
    if (type === "initial") return void setTimeout(resolve, MINUTE);
    const { messages, bytes } = received[type] ?? { messages: 0, bytes: 0 };
    received[type] = { messages: messages + 1, bytes: bytes + frameBytes(data) };
  };
  await over;
  socket.close();
  return received;
}

/** Length of a message on the wire (RFC 6455, 5.2): a header of two bytes, or four from 126 on, and its text. */
function frameBytes(text: string): number {
  const { length } = new TextEncoder().encode(text);
  return length + (length < 126 ? 2 : length < 65_536 ? 4 : 10);
}

async function order({ server }: Shop, signal: AbortSignal): Promise<void> {
  for (let id = 0; !signal.aborted; id++) {
    await server.query(
      `INSERT INTO market_orders (id, market_code, order_date, buyer_email, order_status, total_price, updated_at)
       SELECT 1e9 + ${id}, 'coupang', now() AT TIME ZONE 'Asia/Seoul', 'buyer${id}@example.com', 'pending', 12000,
              localtimestamp`,
    );
    await new Promise((resolve) => setTimeout(resolve, 1000 / ORDERS_A_SECOND));
  }
}
