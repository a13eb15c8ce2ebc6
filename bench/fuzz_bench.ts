/** A million requests and frames that nobody would send in earnest. */
import type { FuzzResult } from "../tests/fuzz/fuzz_result.ts";
import type { BenchContext, Figure, Part, PartResult } from "./part.ts";

const REQUESTS = 500_000;
const FRAMES = 500_000;
/** MB that memory may grow from a tenth of the way to the end. */
const GROWTH = 64;
const SHOWN_FAULTS = 20;

export const fuzzPart: Part = {
  name: "fuzz",
  title: "A million generated requests and WebSocket frames",
  run: benchFuzz,
};

async function benchFuzz({ say }: BenchContext): Promise<PartResult> {
  const seed = Math.floor(Math.random() * 2 ** 32);
  say(`seed ${seed}`);
  const [requests, frames] = await Promise.all([
    run("http", { seed, count: REQUESTS }),
    run("frames", { seed, count: FRAMES }),
  ]);
  return {
    figures: [...figuresOf("requests", requests), ...figuresOf("frames", frames)],
    details: { seed, requests, frames },
  };
}

function figuresOf(what: string, { result, seconds }: Run): Figure[] {
  const { sent, faults, before, after } = result;
  return [
    { name: `${what} sent`, value: sent, unit: "" },
    {
      name: `failures, inner messages and sessions left, of ${what}`,
      value: faults.length,
      unit: "",
      most: 0,
      ...(faults[0] && { note: faults[0].slice(0, 200) }),
    },
    {
      name: `growth of memory from a tenth of the ${what} to the end`,
      value: Math.round((after - before) / 1e6),
      unit: "MB",
      most: GROWTH,
    },
    { name: `time for the ${what}`, value: Math.round(seconds), unit: "s" },
  ];
}

interface Run {
  readonly result: FuzzResult;
  readonly seconds: number;
}

/** @throws {Error} when the process ended without a result, which is a crash */
async function run(kind: "http" | "frames", { seed, count }: { seed: number; count: number }): Promise<Run> {
  const started = performance.now();
  const script = new URL("./fuzz_run.ts", import.meta.url).pathname;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--v8-flags=--expose-gc", script, kind, String(seed), String(count)],
  }).output();
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) {
    throw new Error(`The fuzzer of ${kind} ended with ${code}: ${new TextDecoder().decode(stderr)}`);
  }
  const { faults, ...rest } = JSON.parse(new TextDecoder().decode(stdout)) as FuzzResult;
  return { result: { ...rest, faults: faults.slice(0, SHOWN_FAULTS) }, seconds };
}
