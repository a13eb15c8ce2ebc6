/** One run of the fuzzer in a process of its own, whose memory is then its own: `fuzz_run.ts http|frames SEED COUNT`. */
import { fuzzFrames } from "../tests/fuzz/fuzz_frames.ts";
import { fuzzHttp } from "../tests/fuzz/fuzz_http.ts";

const [kind, seed, count] = Deno.args;
/** Milliseconds, a little more than the idle time-out of our sockets. */
const SETTLE = 125_000;
const options = { seed: Number(seed), count: Number(count) };
const result = await (kind === "http" ? fuzzHttp(options) : fuzzFrames({ ...options, settle: SETTLE }));
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(result)));
Deno.exit(0);
