import { V8_FLAGS } from "@/tools/compile_arguments.ts";
import type { BenchContext, Part, PartResult } from "../part.ts";
import { startFan, watchFan } from "./measure_fan.ts";
import { compileC, denoCommand, temporaryFolder } from "./tools.ts";

const CLIENTS = 10_000;
/** Milliseconds by which a tick, one a second, may be late meanwhile. */
const TICK_LATE = 250;

/** Ten thousand pages come back at once, as after a restart; who is refused comes again when it was told to. */
export const stormPart: Part = {
  name: "storm",
  title: `${CLIENTS} clients that connect at once`,
  run: benchStorm,
};

async function benchStorm({ say }: BenchContext): Promise<PartResult> {
  await using folder = await temporaryFolder();
  const client = await compileC("fan_client", folder.path);
  if ("missing" in client) {
    return { figures: [{ name: "until all are in", value: null, unit: "s", note: client.missing }] };
  }
  await using server = await startFan(denoCommand("our_server.ts", V8_FLAGS));
  const before = await lateness(server.port);
  say("connecting");
  const options = { client: client.file, clients: CLIENTS, seconds: 3, inFlight: CLIENTS };
  const result = await watchFan(server, options);
  const after = await lateness(server.port);
  const reasons = Object.entries(result.failures).map(([reason, count]) => `${count} × ${reason}`);
  const seconds = (ms: number | undefined) => ms === undefined ? null : ms / 1000;
  return {
    figures: [
      { name: "until all are in", value: result.openMs / 1000, unit: "s" },
      { name: "first data, median from the first attempt", value: seconds(result.firstMs?.p50), unit: "s" },
      { name: "refused and told when to come again", value: result.refused, unit: "" },
      { name: "clients that were refused and let in later", value: result.cameAgain, unit: "" },
      {
        name: "clients that are in at the end",
        value: result.opened - result.closed,
        unit: "",
        least: CLIENTS,
      },
      {
        name: "attempts that failed, and connections closed",
        value: result.failed + result.closed,
        unit: "",
        most: 0,
        ...(reasons.length > 0 && { note: reasons.join(", ") }),
      },
      { name: "messages lost", value: result.missed, unit: "", most: 0 },
      {
        name: "most that a timer of the server was late, at most",
        value: latest(before, after),
        unit: "ms",
        most: TICK_LATE,
        note: "upper bound of the histogram's bucket",
      },
    ],
    details: { result, lateness: { before, after } },
  };
}

/** Observations up to each bound in seconds, of the server's own histogram. */
async function lateness(port: number): Promise<Record<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const buckets = text.matchAll(/^marketpulse_event_loop_lag_seconds_bucket\{le="([^"]+)"\} (\d+)$/gm);
  return Object.fromEntries([...buckets].map(([, bound, count]) => [bound!, Number(count)]));
}

/** The least bound in ms below which all new observations are; `null` above the greatest. */
function latest(before: Record<string, number>, after: Record<string, number>): number | null {
  const all = after["+Inf"]! - before["+Inf"]!;
  const bounds = Object.keys(after).filter((bound) => after[bound]! - before[bound]! === all).map(Number);
  const least = Math.min(...bounds.filter(Number.isFinite));
  return Number.isFinite(least) ? least * 1000 : null;
}
