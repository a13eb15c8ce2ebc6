/** The demo shop's scheduled jobs, each at its own pace. */
import type { JobRow } from "./shop_rows.ts";
import type { Shop } from "./shop_simulation.ts";
import { DAY, HOUR, MINUTE } from "./shop_time.ts";

interface JobPlan {
  readonly type: string;
  readonly every: number;
  /** How long after midnight the first run of a day is. */
  readonly offset: number;
}

const JOBS: readonly JobPlan[] = [
  { type: "order_sync", every: 5 * MINUTE, offset: 0 },
  { type: "stock_sync", every: 10 * MINUTE, offset: 2 * MINUTE },
  { type: "claim_sync", every: 15 * MINUTE, offset: 4 * MINUTE },
  { type: "price_update", every: 30 * MINUTE, offset: 7 * MINUTE },
  { type: "product_sync", every: HOUR, offset: 20 * MINUTE },
  { type: "settlement_report", every: DAY, offset: 7 * HOUR },
];

/** Lets the jobs run from `midnight` (ms since 1970) on. */
export function startJobs(shop: Shop, midnight: number): void {
  for (const [index, { type, every, offset }] of JOBS.entries()) {
    const first = midnight + offset;
    const row: JobRow = {
      id: index + 1,
      job_type: type,
      status: "active",
      last_run_at: first - every,
      next_run_at: first,
    };
    shop.changes.jobs.add(row);
    waitForNext(row, every);
  }

  function waitForNext(row: JobRow, every: number): void {
    shop.agenda.add(row.next_run_at, (at) => {
      row.last_run_at = at;
      row.next_run_at = at + every;
      shop.changes.jobs.add(row);
      const message = `작업 완료: ${row.job_type}`;
      shop.log(at, { level: "INFO", message, logger: "scheduler", market_code: null, execution_time: null });
      waitForNext(row, every);
    });
  }
}
