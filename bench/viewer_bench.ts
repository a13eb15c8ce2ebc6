import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import type { RunningProgram } from "@/tests/support/program.ts";
import { compileC, jsonOf, temporaryFolder } from "./fan/tools.ts";
import type { BenchContext, Figure, Part, PartResult } from "./part.ts";
import { type Summary, summaryOf } from "./statistics.ts";
import { WatchedProgram } from "./watched_program.ts";

const OTHERS = 10_000;
const NEWCOMERS = 30;
/** Seconds for which the others stay; long enough for the newcomers. */
const STAY = 20;

/** How soon a new viewer has figures, with nobody else there and among ten thousand. */
export const viewerPart: Part = {
  name: "viewer",
  title: "A new viewer's first data",
  run: benchViewer,
};

interface FirstData {
  /** The page with its figures, to its last byte. */
  readonly page: Summary;
  /** From the request to the first message of a client that says which state it has, as a page does. */
  readonly resumed: Summary;
  /** The same of a client that says nothing. */
  readonly silent: Summary;
}

async function benchViewer({ orders, shops, say }: BenchContext): Promise<PartResult> {
  const shop = await shops.of(orders);
  await using folder = await temporaryFolder();
  await using watched = await WatchedProgram.start(shop);
  const { program } = watched;
  say("alone");
  const alone = await firstDataOf(program);
  const client = await compileC("fan_client", folder.path);
  if ("missing" in client) return { figures: figuresOf("alone", alone), details: { alone } };
  say(`${OTHERS} others connect`);
  const others = jsonOf([
    client.file,
    ...[new URL(program.url).port, "/ws", OTHERS, STAY, program.process.pid, 200, 0].map(String),
    `Sec-WebSocket-Protocol: ${PROTOCOL_V1}`,
  ]);
  await until(program, OTHERS);
  say("among them");
  const among = await firstDataOf(program);
  const present = await viewers(program);
  await others;
  return {
    figures: [...figuresOf("alone", alone), ...figuresOf(`among ${present} others`, among)],
    details: { orders: shop.rows.orders, alone, among },
  };
}

function figuresOf(where: string, { page, resumed, silent }: FirstData): Figure[] {
  const figure = (name: string, { median, p95 }: Summary): Figure => ({
    name: `${name}, ${where}`,
    value: median,
    unit: "ms",
    most: 50,
    note: `median; p95 ${p95.toFixed(1)} ms`,
  });
  return [
    figure("page with figures", page),
    figure("first message, resumed", resumed),
    figure("first message, whole state", silent),
  ];
}

async function firstDataOf(program: RunningProgram): Promise<FirstData> {
  const { epoch, seq } = await program.snapshot();
  const position = new URLSearchParams({ epoch, seq: String(seq) });
  const [page, resumed, silent]: [number[], number[], number[]] = [[], [], []];
  for (let newcomer = 0; newcomer < NEWCOMERS; newcomer++) {
    page.push(await pageTime(program.url));
    resumed.push(await messageTime(`${program.liveUrl}?${position}`));
    silent.push(await messageTime(program.liveUrl));
  }
  return { page: summaryOf(page), resumed: summaryOf(resumed), silent: summaryOf(silent) };
}

async function pageTime(url: string): Promise<number> {
  const start = performance.now();
  const text = await (await fetch(url)).text();
  const took = performance.now() - start;
  if (!/<data\b[^>]*\bvalue="\d+"/.test(text)) {
    throw new Error("Cannot measure: the page came without figures");
  }
  return took;
}

function messageTime(url: string): Promise<number> {
  const start = performance.now();
  const socket = new WebSocket(url, PROTOCOL_V1);
  return new Promise((resolve, reject) => {
    socket.onerror = () => reject(new Error(`Cannot connect to ${url}`));
    socket.onmessage = () => {
      resolve(performance.now() - start);
      socket.close();
    };
  });
}

async function viewers({ url }: RunningProgram): Promise<number> {
  const text = await (await fetch(`${url}metrics`)).text();
  const counts = text.matchAll(/^marketpulse_clients\{[^}]*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

async function until(program: RunningProgram, count: number): Promise<void> {
  while (await viewers(program) < count) await new Promise((resolve) => setTimeout(resolve, 200));
}
