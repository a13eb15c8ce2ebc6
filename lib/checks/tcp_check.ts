import { peerAt } from "./peer_at.ts";
import { type ConnectOptions, openConnection, untilAborted } from "../markets/connection.ts";
import { withLag } from "../markets/loop_lag.ts";
import { attempt } from "../markets/network.ts";
import type { Connected } from "../markets/seen.ts";
import type { TcpCheckOptions } from "../shared/check_options.ts";
import type { CheckTools, Found } from "./check_kind.ts";
import { tcpProblems } from "./texts.ts";
import { contains } from "./text_pattern.ts";

/** What is expected of a banner comes early. */
const MOST = 16 * 1024;

/** Connects, sends what is to be sent, and reads until the banner is there. */
export async function checkTcp(options: TcpCheckOptions, tools: CheckTools): Promise<Found> {
  const { target, send, expect: { banner } } = options;
  if (send === "" && banner === "") {
    return { seen: await tools.network.connect(peerAt(target), tools.limits) };
  }
  const { limits, stopwatch } = tools;
  let found = true;
  const talk = async ({ journey, signal }: ConnectOptions): Promise<Connected> => {
    const started = stopwatch();
    using connection = await openConnection(peerAt(target), { journey, signal });
    await untilAborted(sendAll(connection, send), signal);
    if (banner !== "") {
      found = await journey.step("first_byte", () => untilAborted(receives(connection, banner), signal));
    }
    return { kind: "connected", phases: journey.phases, took: stopwatch() - started };
  };
  const { value, lag } = await withLag(() => attempt(limits, stopwatch, talk), stopwatch);
  return { seen: { ...value, lag }, problem: found ? undefined : tcpProblems.banner() };
}

async function sendAll(connection: Deno.Conn, text: string): Promise<void> {
  for (let rest = new TextEncoder().encode(text); rest.length > 0;) {
    rest = rest.subarray(await connection.write(rest));
  }
}

/** False when the other side ends, or has said much, without it. */
async function receives(connection: Deno.Conn, banner: string): Promise<boolean> {
  const chunk = new Uint8Array(MOST);
  const decoder = new TextDecoder();
  let text = "";
  while (text.length < MOST) {
    const length = await connection.read(chunk);
    if (length === null) return false;
    text += decoder.decode(chunk.subarray(0, length), { stream: true });
    if (contains(text, banner)) return true;
  }
  return false;
}
