/** What the check of the mapped tables and columns says. A key is where the configuration says it. */
import type { Text } from "../shared/text.ts";
import { listOf } from "./database_names.ts";

export const columnTexts = {
  columns: (table: string, count: number): Text => ({
    ko: `${table}: 설정한 열 ${count}개를 읽을 수 있습니다`,
    en: `${table}: ${count} mapped columns can be read`,
  }),
  noTable: (key: string, mapped: string): Text => ({
    ko: `${key}: 테이블 ‘${mapped}’이(가) 없거나 그 스키마를 쓸 권한이 없습니다`,
    en: `${key}: there is no table “${mapped}”, or its schema may not be used`,
  }),
  tables: (nearest: string | undefined, tables: readonly string[]): Text =>
    tables.length === 0
      ? {
        ko: "이 사용자가 읽을 수 있는 테이블이 하나도 없습니다. 데이터베이스 이름과 권한을 확인해 주세요",
        en: "This role may read no table at all: check the database's name and the role's rights",
      }
      : {
        ko: `${nearest ? `혹시 ${nearest}인가요? ` : ""}읽을 수 있는 테이블: ${listOf(tables)}`,
        en: `${nearest ? `Did you mean ${nearest}? ` : ""}Tables that can be read: ${listOf(tables)}`,
      },
  noColumn: (key: string, mapped: string, table: string): Text => ({
    ko: `${key}: ‘${mapped}’에 쓰인 열이 ${table}에 없습니다`,
    en: `${key}: ${table} has no such column as “${mapped}” names`,
  }),
  names: (nearest: string | undefined, columns: readonly string[]): Text => ({
    ko: `${nearest ? `혹시 ${nearest}인가요? ` : ""}이 테이블의 열: ${listOf(columns)}`,
    en: `${nearest ? `Did you mean ${nearest}? ` : ""}Columns of the table: ${listOf(columns)}`,
  }),
  notATime: (key: string, mapped: string, type: string): Text => ({
    ko: `${key}: ‘${mapped}’은(는) ${type} 형식이라 날짜나 시각이 아닙니다`,
    en: `${key}: “${mapped}” is of type ${type}, which is no date and no time`,
  }),
  makeTime: (mapped: string): Text => ({
    ko:
      `timestamp, timestamptz, date 열을 적거나 식으로 바꿔 주세요. 글자라면 "(${mapped})::timestamp", 1970년부터의 초라면 "to_timestamp(${mapped})"`,
    en:
      `Name a column of type timestamp, timestamptz or date, or make one: "(${mapped})::timestamp" of text, "to_timestamp(${mapped})" of seconds since 1970`,
  }),
  notNumbers: (key: string, mapped: string, value: string): Text =>
    value === ""
      ? {
        ko: `${key}: ‘${mapped}’이(가) 숫자 형식이 아니라 글자입니다`,
        en: `${key}: “${mapped}” is text and no number`,
      }
      : {
        ko: `${key}: ‘${mapped}’에 숫자가 아닌 글자가 있습니다. 예: ‘${value}’`,
        en: `${key}: “${mapped}” holds text that is no number, such as “${value}”`,
      },
  makeNumber: (mapped: string): Text => ({
    ko:
      `숫자 열을 적거나, 숫자만 남기는 식으로 바꿔 주세요: "nullif(regexp_replace(${mapped}, '[^0-9.-]', '', 'g'), '')::numeric"`,
    en:
      `Name a column of numbers, or an expression that leaves the digits: "nullif(regexp_replace(${mapped}, '[^0-9.-]', '', 'g'), '')::numeric"`,
  }),
  unusable: (key: string, mapped: string, cause: string): Text => ({
    ko: `${key}: ‘${mapped}’을(를) 읽을 수 없습니다: ${cause}`,
    en: `${key}: “${mapped}” cannot be read: ${cause}`,
  }),
  mend: (key: string, kind: "time" | "number" | "condition" | "anything"): Text => {
    const what: Record<typeof kind, Text> = {
      time: { ko: "시각을 내는 ", en: " that gives a time" },
      number: { ko: "숫자를 내는 ", en: " that gives a number" },
      condition: { ko: "참·거짓을 내는 ", en: " that is true or false" },
      anything: { ko: "", en: "" },
    };
    return {
      ko: `${key}에 ${what[kind].ko}열 이름이나, psql에서 SELECT 뒤에 적어 실행되는 SQL 식을 적어 주세요`,
      en: `Write into ${key} a column or an SQL expression${
        what[kind].en
      }, one that runs in psql after SELECT`,
    };
  },
} as const;
