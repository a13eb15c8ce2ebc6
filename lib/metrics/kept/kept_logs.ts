import type { LogsMapping } from "../../shared/default_schema.ts";
import { hasOrder } from "../has_order.ts";
import type { TextRow } from "../read_transaction.ts";
import { type Reading, timeColumn } from "../reading.ts";
import { sql, table } from "../sql.ts";
import {
  durationOf,
  ERROR_LEVELS,
  isTimed,
  levelOf,
  type SystemFigures,
  systemFrom,
  WARNING_LEVELS,
} from "../system.ts";
import { atAxis, onAxis, type TimeColumn } from "../time_column.ts";
import type { Allowance } from "./kept_rows.ts";
import type { KeptSet } from "./kept_set.ts";
import { ERROR, type Level, LogRows, OTHER, WARNING } from "./log_rows.ts";
import { NotKept } from "./not_kept.ts";
import { RecountPace } from "./recount_pace.ts";
import { KEPT_TEXTS as TEXTS } from "./texts.ts";

const KEY = "schema.logs.at";
const MINUTE = 60_000;
/** Milliseconds by which logs are read again behind the last one, because they are seen when they are committed. */
const OVERLAP = 10_000;
/** What is kept of the logs of an hour then takes up to 17 MB. */
const MOST_ROWS = 1_000_000;
/** Recounts in a row that find logs which came too late for the overlap, after which nothing is kept any more. */
const MOST_LATE = 3;

/** The logs of the last hour, kept. Logs are only ever added, so that their time says which are new. */
export class KeptLogs implements KeptSet {
  readonly #logs: LogsMapping;
  readonly #type: TimeColumn["type"];
  readonly #pace = new RecountPace();
  #rows = new LogRows();
  /** Up to when they were read, on the time column's axis. */
  #until: number | undefined;
  #late = 0;

  private constructor(logs: LogsMapping, type: TimeColumn["type"]) {
    this.#logs = logs;
    this.#type = type;
  }

  /** @throws {NotKept} when they cannot be kept */
  static async open(reading: Reading): Promise<KeptLogs> {
    const logs = reading.options.schema.logs!;
    const { type } = await timeColumn(reading, { ...logs, key: KEY });
    if (type === "date") throw new NotKept(TEXTS.updatedWithoutTime(KEY), "soon");
    if (!await hasOrder(reading.transaction, { table: logs.table, key: logs.at, where: null })) {
      throw new NotKept(TEXTS.noIndex(KEY), "once indexed");
    }
    return new KeptLogs(logs, type);
  }

  get complete(): boolean {
    return this.#until !== undefined;
  }

  get settled(): boolean {
    return !this.#pace.hurried;
  }

  async refresh(reading: Reading, { now }: Allowance): Promise<number> {
    const time = await timeColumn(reading, { ...this.#logs, key: KEY });
    if (time.type !== this.#type) throw new NotKept(TEXTS.changed, "soon");
    const [from, to] = [onAxis(now - 60 * MINUTE, time), onAxis(now, time)];
    // Rows that have left are needed again when the clock goes back.
    if (this.#until === undefined || to < this.#until) this.#rows = new LogRows();
    const loads = this.#rows.size === 0;
    this.#rows.dropUntil(from);
    const since = Math.max(from, (this.#rows.last ?? from) - OVERLAP);
    this.#rows.dropAfter(since);
    await this.#read(reading, time, { into: this.#rows, since, to });
    this.#until = to;
    if (loads) this.#pace.passed(now);
    this.#pace.save(now);
    if (!this.#pace.affordable || !this.#pace.begins(now)) return 0;
    return await this.#recount(reading, time, { from, to });
  }

  recountSoon(atOnce = false): void {
    this.#pace.hurry(atOnce);
  }

  figures({ moments: { now } }: Reading): SystemFigures {
    const fiveMinutesAgo = onAxis(now - 5 * MINUTE, { type: this.#type, zone: this.#logs.time_zone });
    return systemFrom(this.#logs, {
      entries: this.#rows.size,
      errors: this.#rows.count(ERROR),
      warnings: this.#rows.count(WARNING),
      ...this.#rows.durationsAfter(fiveMinutesAgo),
    });
  }

  async #read({ transaction }: Reading, time: TimeColumn, { into, since, to }: Range): Promise<void> {
    const level = levelOf(this.#logs);
    const duration = durationOf(this.#logs);
    // Upwards to the millisecond, because all bounds leave their own moment out in front and include it behind.
    const statement = sql`
      SELECT ceil(extract(epoch FROM ${time.column}) * 1000),
             CASE WHEN ${level} = ANY(${ERROR_LEVELS}::text[]) THEN 'error'
                  WHEN ${level} = ANY(${WARNING_LEVELS}::text[]) THEN 'warning' END,
             CASE WHEN ${isTimed(duration)} THEN ${duration}::text END
      FROM ${table(this.#logs.table)}
      WHERE ${time.column} > ${atAxis(since, time)} AND ${time.column} <= ${atAxis(to, time)}
      ORDER BY ${time.column}`;
    const take = (rows: readonly TextRow[]) => {
      for (const [at, level, duration] of rows) {
        into.push(Number(at), levelNumber(level!), duration === null ? NaN : Number(duration));
      }
      if (into.size > MOST_ROWS) throw new NotKept(TEXTS.tooMany(MOST_ROWS));
    };
    // A minute's logs come at once, an hour's in batches.
    if (to - since < MINUTE) take(await transaction.arrays(statement));
    else await transaction.batches(statement, take);
  }

  /** Reads the whole hour; how many rows that corrects, at least. */
  async #recount(
    reading: Reading,
    time: TimeColumn,
    { from, to }: { from: number; to: number },
  ): Promise<number> {
    const started = performance.now();
    const counted = new LogRows();
    await this.#read(reading, time, { into: counted, since: from, to });
    this.#pace.spend(performance.now() - started);
    this.#pace.ended();
    const kept = this.#rows;
    this.#rows = counted;
    this.#late = counted.size > kept.size ? this.#late + 1 : 0;
    if (this.#late === MOST_LATE) throw new NotKept(TEXTS.lateLogs, "never");
    const [one, other] = [counted.durationsAfter(from), kept.durationsAfter(from)];
    return Math.max(
      ...[counted.size - kept.size, one.count - other.count].map(Math.abs),
      ...([ERROR, WARNING] as const).map((level) => Math.abs(counted.count(level) - kept.count(level))),
      one.longest === other.longest && one.p95 === other.p95 ? 0 : 1,
    );
  }
}

interface Range {
  readonly into: LogRows;
  readonly since: number;
  readonly to: number;
}

function levelNumber(level: string | null): Level {
  if (level === "error") return ERROR;
  return level === "warning" ? WARNING : OTHER;
}
