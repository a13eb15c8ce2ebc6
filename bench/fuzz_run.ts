/** One run of the fuzzer in a process of its own, whose memory is then its own: `fuzz_run.ts http|frames SEED COUNT`. */
import { fuzzFrames } from "../tests/fuzz/fuzz_frames.ts";
import { fuzzHttp } from "../tests/fuzz/fuzz_http.ts";

const [kind, seed, count] = Deno.args;
const fuzz = kind === "http" ? fuzzHttp : fuzzFrames;
const result = await fuzz({ seed: Number(seed), count: Number(count) });
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(result)));
Deno.exit(0);
