import pg from "pg";
import { endsConnection } from "../metrics/connection_fault.ts";
import { ConnectionFault } from "../metrics/fault.ts";
import type { SqlCheckOptions } from "../shared/check_options.ts";
import type { CheckTools, Found, Problem } from "./check_kind.ts";
import { sqlProblems } from "./texts.ts";

/** SQLSTATE of a statement that was ended for its age (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const ENDED = "57014";
/** More rows than one are a mistake, and reading all of them would be another. */
const ROWS = 2;

/** Reads one value in a read-only transaction of the shop's database. */
export async function checkSql(
  { target, timeout, expect }: SqlCheckOptions,
  { database, stopwatch }: CheckTools,
): Promise<Found> {
  const started = stopwatch();
  const unknown = (problem: Problem): Found => ({ seen: { kind: "unknown" }, problem });
  try {
    const rows = await database(timeout, async (connection) => {
      await connection.query(oneStatement(`DECLARE figure NO SCROLL CURSOR FOR ${target}`));
      const { rows } = await connection.query<unknown[]>({
        text: `FETCH ${ROWS} FROM figure`,
        rowMode: "array",
      });
      return rows;
    });
    const seen = { kind: "connected", took: stopwatch() - started } as const;
    if (rows.length !== 1 || rows[0]!.length !== 1) {
      return unknown(sqlProblems.shape(rows.length, rows[0]?.length ?? 0));
    }
    return { seen, problem: problemOf(rows[0]![0], expect) };
  } catch (error) {
    if (error instanceof ConnectionFault) return unknown(sqlProblems.connection(error.texts));
    if (error instanceof pg.DatabaseError && error.code === ENDED) {
      return { seen: { kind: "failed", failure: "timeout", detail: `no result within ${timeout} ms` } };
    }
    if (error instanceof pg.DatabaseError && !endsConnection(error)) {
      return unknown(sqlProblems.statement(error.code));
    }
    return { seen: { kind: "failed", failure: "reset", detail: "the database ended the connection" } };
  }
}

/** The extended protocol takes no second statement, which could end the transaction and with it that it only reads. */
function oneStatement(text: string): pg.QueryConfig {
  return { text, queryMode: "extended" } as pg.QueryConfig;
}

/** `bigint` and `numeric` arrive as text. */
function problemOf(value: unknown, { min, max, equals }: SqlCheckOptions["expect"]): Problem | undefined {
  if (equals !== null && String(value) !== String(equals)) {
    return sqlProblems.other(shown(value), String(equals));
  }
  if (min === null && max === null) return undefined;
  const number = value === null || value === "" ? NaN : Number(value);
  if (Number.isNaN(number)) return sqlProblems.noNumber();
  if (min !== null && number < min) return sqlProblems.below(number, min);
  if (max !== null && number > max) return sqlProblems.above(number, max);
}

/** Text may be anything, also somebody's name. */
function shown(value: unknown): string {
  return value === null || Number.isFinite(Number(value)) ? String(value) : "text";
}
