/** Prints this process's zone and the figures that it collects; started by process_zone_test.ts. */
import { collectOnce, figuresOf, optionsFor } from "./collect_once.ts";

const [url, now] = Deno.args;
const clock = { now: () => Number(now) };
collectOnce(optionsFor(url!), { clock }).then((updates) => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const output = JSON.stringify({ zone, at: updates[0]!.at, figures: figuresOf(updates) });
  Deno.stdout.writeSync(new TextEncoder().encode(output));
});
