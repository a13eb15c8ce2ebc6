import { V8_FLAGS } from "@/tools/compile_arguments.ts";
import type { BenchContext, Figure, Part, PartResult } from "../part.ts";
import { summaryOf } from "../statistics.ts";
import { type FanOptions, type FanResult, measureFan, perClient, perMessage } from "./measure_fan.ts";
import { compileC, denoCommand, pythonCommand, temporaryFolder } from "./tools.ts";

const CLIENTS = 10_000;
const SECONDS = 6;
const RUNS = 5;

/** Ten thousand dashboards on one core, beside the least that a loop can be on Deno and in C. */
export const fanPart: Part = {
  name: "fanout",
  title: `${CLIENTS} clients, one change of 1 KB a second, on one core`,
  run: benchFan,
};

type Kind = "ours" | "deno" | "c" | "python";

async function benchFan({ say }: BenchContext): Promise<PartResult> {
  await using folder = await temporaryFolder();
  const [client, bareC, python] = await Promise.all([
    compileC("fan_client", folder.path),
    compileC("bare_loop", folder.path),
    pythonCommand("python_loop.py", "websockets"),
  ]);
  if ("missing" in client) return unknown(client.missing);
  const servers = {
    // As the executable is compiled.
    ours: denoCommand("our_server.ts", V8_FLAGS),
    deno: denoCommand("bare_loop.ts"),
    ...("file" in bareC && { c: [bareC.file] }),
    ...("command" in python && { python: python.command }),
  };
  const options = { client: client.file, clients: CLIENTS, seconds: SECONDS };
  const results = await alternate(servers, { options, say });
  const missing = "missing" in python ? python.missing : undefined;
  return { figures: [...figuresOf(results), pythonFigure(results, missing)], details: results };
}

/** In turns, so that a machine that grows busy is unfair to nobody. */
async function alternate(
  servers: Partial<Record<Kind, string[]>>,
  { options, say }: { options: FanOptions; say: BenchContext["say"] },
): Promise<Record<Kind, FanResult[]>> {
  const results: Record<Kind, FanResult[]> = { ours: [], deno: [], c: [], python: [] };
  for (let run = 1; run <= RUNS; run++) {
    for (const [kind, server] of Object.entries(servers) as [Kind, string[]][]) {
      const result = await measureFan(server, options);
      results[kind].push(result);
      const spread = result.spreadMs?.p99.toFixed(0);
      say(
        `run ${run} of ${RUNS}, ${kind}: ${perMessage(result).toFixed(2)} µs a message, spread ${spread} ms`,
      );
    }
  }
  return results;
}

function median(results: FanResult[], of: (result: FanResult) => number): number | null {
  return results.length > 0 ? summaryOf(results.map(of)).median : null;
}

function ratio(value: number | null, other: number | null): number | null {
  return value === null || other === null ? null : value / other;
}

function pythonFigure({ ours, python }: Record<Kind, FanResult[]>, missing?: string): Figure {
  return {
    name: "… beside a loop on Python's websockets",
    value: ratio(median(ours, perMessage), median(python, perMessage)),
    unit: "×",
    ...(missing !== undefined && { note: `not measured: ${missing}` }),
  };
}

function figuresOf({ ours, deno, c }: Record<Kind, FanResult[]>): Figure[] {
  const spread = (result: FanResult) => result.spreadMs?.p99 ?? NaN;
  const cpu = median(ours, perMessage);
  const unread = ours.reduce(
    (sum, result) => sum + result.missed + result.closed + result.failed + result.waiting,
    0,
  );
  return [
    { name: "processor time of a delivered message", value: cpu, unit: "µs" },
    {
      name: "… beside a bare loop on Deno",
      value: ratio(cpu, median(deno, perMessage)),
      unit: "×",
      most: 1.2,
    },
    { name: "… beside a bare loop in C", value: ratio(cpu, median(c, perMessage)), unit: "×" },
    { name: "from the first receiver to the last but 1 %", value: median(ours, spread), unit: "ms" },
    {
      name: "… beside a bare loop on Deno",
      value: ratio(median(ours, spread), median(deno, spread)),
      unit: "×",
      most: 1.3,
    },
    { name: "resident memory of a client", value: median(ours, perClient), unit: "KiB", most: 32 },
    { name: "… of a bare loop on Deno", value: median(deno, perClient), unit: "KiB" },
    { name: "messages lost and connections failed", value: unread, unit: "", most: 0 },
  ];
}

function unknown(reason: string): PartResult {
  return {
    figures: [{ name: "processor time of a delivered message", value: null, unit: "µs", note: reason }],
  };
}
