/** What people read of a metric of their own that could not be read: for each fault its reason and its remedy. */
import type { Text } from "../../shared/text.ts";
import type { FaultTexts } from "../texts.ts";

const fault = (reason: Text, remedy: Text): FaultTexts => ({ reason, remedy });

export const CUSTOM_TEXTS = {
  noColumn: fault(
    { ko: "SQL 결과에 열이 없습니다", en: "The statement has no column" },
    { ko: "SELECT 뒤에 값을 하나 이상 적어 주세요", en: "Name at least one value after SELECT" },
  ),
  tooManyColumns: (count: number, most: number): FaultTexts =>
    fault({ ko: `SQL 결과의 열이 ${count}개입니다`, en: `The statement has ${count} columns` }, {
      ko: `보여 줄 열을 ${most}개 이하로 골라 주세요`,
      en: `Choose at most ${most} columns to show`,
    }),
  sameColumn: (name: string): FaultTexts =>
    fault({
      ko: `SQL 결과에 이름이 같은 열(${name})이 둘 있습니다`,
      en: `The statement has two columns of one name (${name})`,
    }, {
      ko: "AS로 서로 다른 이름을 붙여 주세요",
      en: "Give each a name of its own with AS",
    }),
  noFigure: fault(
    { ko: "SQL 결과에 숫자 열이 없습니다", en: "The statement has no column of numbers" },
    {
      ko: "숫자 열을 하나 넣거나, 글자를 보여 주려면 unit: text로 적어 주세요",
      en: "Add a column of numbers, or write unit: text where it is to be words",
    },
  ),
  noRow: fault(
    { ko: "SQL 결과에 행이 없어 값을 알 수 없습니다", en: "The statement has no row, so there is no figure" },
    {
      ko: "행이 없을 때도 값이 나오게 count(*)나 coalesce()를 써 주세요",
      en: "Use count(*) or coalesce() so that there is a figure without rows, too",
    },
  ),
  severalRows: fault(
    {
      ko: "열이 하나인 SQL 결과에 행이 여럿이라 어느 값인지 알 수 없습니다",
      en: "The statement has one column and several rows, so it is not known which is the figure",
    },
    {
      ko: "한 행만 남기거나, 행마다 이름이 될 열을 앞에 넣어 주세요",
      en: "Leave one row, or put a column that names each row in front",
    },
  ),
  tooManyRows: (most: number): FaultTexts =>
    fault({ ko: `SQL 결과가 ${most}행을 넘습니다`, en: `The statement has more than ${most} rows` }, {
      ko: "GROUP BY로 묶거나 ORDER BY와 LIMIT로 줄여 주세요",
      en: "Sum them up with GROUP BY, or cut them with ORDER BY and LIMIT",
    }),
  tooLarge: (bytes: number): FaultTexts =>
    fault({
      ko: `SQL 결과가 ${bytes / 1024} KB를 넘습니다`,
      en: `The statement has more than ${bytes / 1024} KB of results`,
    }, {
      ko: "행이나 열을 줄이거나 긴 글자를 left()로 잘라 주세요",
      en: "Leave out rows or columns, or cut long texts with left()",
    }),
  isNull: fault(
    { ko: "SQL 결과가 NULL이라 값을 알 수 없습니다", en: "The statement has NULL, so there is no figure" },
    {
      ko: "없을 때 0이 맞는 값이면 coalesce(…, 0)으로 적어 주세요",
      en: "Write coalesce(…, 0) where 0 is the truth of it",
    },
  ),
  noNumber: (column: string): FaultTexts =>
    fault({
      ko: `SQL 결과(${column})가 숫자가 아닙니다`,
      en: `The result (${column}) is no number`,
    }, {
      ko: "숫자가 나오게 SQL을 고치거나, 글자를 보여 주려면 unit: text로 적어 주세요",
      en: "Correct the statement, or write unit: text where it is to be words",
    }),
  inexact: (column: string): FaultTexts =>
    fault({
      ko: `SQL 결과(${column})가 너무 커서 정확히 보여 줄 수 없습니다`,
      en: `The result (${column}) is too large to be shown exactly`,
    }, {
      ko: "단위를 바꿔(예: 천 단위) 더 작은 수로 나오게 해 주세요",
      en: "Let the statement return a smaller number, in another unit",
    }),
  ended: (ms: number): FaultTexts =>
    fault({
      ko: `데이터베이스가 SQL을 ${ms / 1000}초 안에 끝내지 못해 멈췄습니다`,
      en: `The database ended the statement, which took longer than ${ms / 1000} s`,
    }, {
      ko: "알맞은 인덱스를 만들거나, 읽는 기간을 줄이거나, timeout을 늘려 주세요. 그동안 더 드물게 읽습니다",
      en: "Create an index, read a shorter time or raise timeout. Until then it is read less often",
    }),
  writes: fault(
    {
      ko: "SQL이 데이터를 바꾸려 해서 거절되었습니다",
      en: "The statement wants to change data, which is refused",
    },
    {
      ko: "읽기만 하는 SELECT로 적어 주세요. 마켓펄스는 쇼핑몰의 데이터를 바꾸지 않습니다",
      en: "Write a SELECT that only reads: MarketPulse never changes the shop's data",
    },
  ),
  denied: (cause: string): FaultTexts =>
    fault({ ko: `읽을 권한이 없습니다: ${cause}`, en: `There is no permission to read: ${cause}` }, {
      ko: "데이터베이스 관리자로 GRANT SELECT ON 테이블 TO 사용자를 실행해 주세요",
      en: "As the database's administrator run GRANT SELECT ON table TO user",
    }),
  missing: (cause: string): FaultTexts =>
    fault({
      ko: `SQL에 적은 테이블이나 열, 함수가 없습니다: ${cause}`,
      en: `The statement names a table, column or function that is not there: ${cause}`,
    }, {
      ko: "테이블과 열의 이름을 확인해 주세요. 다른 스키마에 있으면 스키마.테이블로 적어 주세요",
      en: "Check the names of tables and columns; write schema.table for one of another schema",
    }),
  refused: (cause: string): FaultTexts =>
    fault({
      ko: `데이터베이스가 SQL을 거절했습니다: ${cause}`,
      en: `The database refuses the statement: ${cause}`,
    }, {
      ko: "psql에서 같은 SQL이 되는지 확인해 주세요. SELECT 하나만 쓸 수 있습니다",
      en: "Try the same statement in psql; it has to be one SELECT",
    }),
} as const;

/** A fault with the place in the file where its statement is written. */
export function placed({ reason, remedy }: FaultTexts, where: string): FaultTexts {
  return { reason: { ko: `${where}: ${reason.ko}`, en: `${where}: ${reason.en}` }, remedy };
}
