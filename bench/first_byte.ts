/** How soon the program answers after its start, also where what it has stored is large or does not answer. */
import { DatabaseSync } from "node:sqlite";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import type { BuiltProgram } from "../tests/support/program.ts";
import { startRedis } from "../tests/support/redis.ts";
import { summaryOf } from "./statistics.ts";

/** Medians, in ms from the start of the process to the page's first byte. */
export interface FirstBytes {
  readonly starts: number;
  readonly nothing_stored: number;
  /** With the history that a shop has after two days: 46 MB. */
  readonly full_state: number;
  /** With that history, and a Redis that takes connections and answers nothing. */
  readonly frozen_redis: number;
}

const SAMPLES = 1_050_000;
const METRICS = 30;

/** @param programs measured in turns, so that they have the same load beside them */
export async function firstBytes(
  programs: readonly BuiltProgram[],
  { env, starts }: { env: Record<string, string>; starts: number },
): Promise<FirstBytes[]> {
  await using redis = await startRedis();
  for (const { folder } of programs) await fillState(`${folder}/full.db`);
  const full = { ...env, STATE_URL: "sqlite:full.db" };
  const cases = [env, full, { ...full, REDIS_URL: redis.url }];
  redis.pause();
  const took = programs.map(() => cases.map((): number[] => []));
  for (let start = 0; start < starts; start++) {
    for (const [which, program] of programs.entries()) {
      for (const [index, env] of cases.entries()) took[which]![index]!.push(await firstByte(program, env));
    }
  }
  redis.resume();
  return took.map((medians) => {
    const [nothing_stored, full_state, frozen_redis] = medians.map((values) => summaryOf(values).median);
    return {
      starts,
      nothing_stored: nothing_stored!,
      full_state: full_state!,
      frozen_redis: frozen_redis!,
    };
  });
}

async function firstByte(program: BuiltProgram, env: Record<string, string>): Promise<number> {
  const before = performance.now();
  await using running = await program.start({ env });
  const response = await fetch(running.url);
  const took = performance.now() - before;
  await response.body?.cancel();
  return took;
}

async function fillState(path: string): Promise<void> {
  const state = await openSqliteState(path);
  const figures = Object.fromEntries(
    Array.from({ length: METRICS }, (_, index) => [`bench.${index}`, index]),
  );
  await state.recordSamples(Date.now(), figures);
  await state.close();
  const database = new DatabaseSync(path);
  database.exec(`
    WITH RECURSIVE counted(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i < ${SAMPLES / METRICS})
    INSERT INTO samples (metric, at, value)
    SELECT id, ${Date.now()} - i * 5000, i * 1.5 FROM counted, metrics ORDER BY i, id`);
  database.close();
}
