/** Ten thousand connections that send a request's head a byte at a time and never end it (slowloris), and one that is in earnest. */
import { V8_FLAGS } from "@/tools/compile_arguments.ts";
import { denoCommand, type FanServer } from "./fan/tools.ts";
import { startFan } from "./fan/measure_fan.ts";
import type { BenchContext, Part, PartResult } from "./part.ts";
import { summaryOf, timed } from "./statistics.ts";

const CONNECTIONS = 10_000;
const AT_ONCE = 100;
const ASKED = 200;
/** Milliseconds from one byte of a connection to its next, and the turns in which all get theirs. */
const DRIP_EVERY = 10_000;
const TURNS = 1_000;
/** Milliseconds within which others are to be answered meanwhile. */
const ANSWERED_WITHIN = 100;
/** KB that a connection may cost that says nothing. */
const MOST_KB = 16;

export const halfOpenPart: Part = {
  name: "halfopen",
  title: `${CONNECTIONS} half-open connections`,
  run: benchHalfOpen,
};

async function benchHalfOpen({ say }: BenchContext): Promise<PartResult> {
  await using server = await startFan(denoCommand("our_server.ts", V8_FLAGS));
  const url = `http://127.0.0.1:${server.port}/api/snapshot`;
  await askOften(url);
  const alone = await askOften(url);
  const empty = await residentKb(server);
  say("opening");
  const connections = await openAll(server.port);
  const opened = await residentKb(server);
  const dripping = drip(connections);
  const meanwhile = await askOften(url);
  const dripped = dripping.end();
  const full = await residentKb(server);
  for (const connection of connections) connection.close();
  const after = await askOften(url);
  const left = await residentKb(server);
  return {
    figures: [
      { name: "held open at once", value: connections.length, unit: "", least: CONNECTIONS },
      { name: "an answer without them, median", value: alone.median, unit: "ms" },
      { name: "an answer beside them, median", value: meanwhile.median, unit: "ms" },
      { name: "the slowest answer beside them", value: meanwhile.slowest, unit: "ms", most: ANSWERED_WITHIN },
      {
        name: "memory of one",
        value: (Math.max(opened, full) - empty) / connections.length,
        unit: "KB",
        most: MOST_KB,
      },
      { name: "the slowest answer while all of them end at once", value: after.slowest, unit: "ms" },
    ],
    details: { asked: ASKED, dripped, alone, meanwhile, after, residentKb: { empty, opened, full, left } },
  };
}

async function openAll(port: number): Promise<Deno.TcpConn[]> {
  const opened: Deno.TcpConn[] = [];
  const head = new TextEncoder().encode("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
  const open = async () => {
    while (opened.length < CONNECTIONS) {
      const connection = await Deno.connect({ hostname: "127.0.0.1", port });
      if (opened.push(connection) > CONNECTIONS) return void opened.pop()!.close();
      await connection.write(head);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, open));
  return opened;
}

/** Sends a byte over each connection every ten seconds, which keeps it from looking dead, until it is ended. */
function drip(connections: readonly Deno.TcpConn[]): { end(): number } {
  const byte = new Uint8Array([97]);
  let sent = 0;
  const timer = setInterval(() => {
    for (let each = 0; each < connections.length / TURNS; each++) {
      void connections[sent++ % connections.length]!.write(byte);
    }
  }, DRIP_EVERY / TURNS);
  return {
    end() {
      clearInterval(timer);
      return sent;
    },
  };
}

async function askOften(url: string): Promise<{ median: number; p95: number; slowest: number }> {
  const took: number[] = [];
  for (let asked = 0; asked < ASKED; asked++) {
    took.push(
      await timed(async () => {
        const response = await fetch(url);
        await response.arrayBuffer();
        if (response.status !== 200) throw new Error(`Cannot measure: answered ${response.status}`);
      }),
    );
  }
  const { median, p95 } = summaryOf(took);
  return { median, p95, slowest: Math.max(...took) };
}

/** Linux tells it in its own file system. */
async function residentKb({ pid }: FanServer): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]);
}
