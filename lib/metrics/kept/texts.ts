/** Why a relation's figures are counted anew at each tick instead of being kept. Keys are those of the configuration. */
import type { Text } from "../../shared/text.ts";

const number = (count: number) => count.toLocaleString("en-US");

export const KEPT_TEXTS = {
  switchedOff: {
    ko: "설정(database.incremental)에서 꺼져 있습니다",
    en: "It is switched off in the configuration (database.incremental)",
  },
  noUpdatedAt: (key: string): Text => ({
    ko: `${key}에 바뀐 시각을 담은 열이 적혀 있지 않습니다`,
    en: `${key} names no column that says when a row changed`,
  }),
  updatedWithoutTime: (key: string): Text => ({
    ko: `${key}가 timestamp나 timestamptz 열이 아닙니다`,
    en: `${key} is no column of type timestamp or timestamptz`,
  }),
  noIndex: (key: string): Text => ({
    ko: `${key} 열에 인덱스가 없습니다`,
    en: `There is no index on ${key}`,
  }),
  changed: {
    ko: "열의 형식이 바뀌었습니다",
    en: "The type of a column changed",
  },
  otherDays: {
    ko: "시계가 읽어 두지 않은 날짜로 바뀌었습니다",
    en: "The clock went to days that were not kept",
  },
  unusable: (cause: string): Text => ({
    ko: `바뀐 행만 읽을 수 없습니다: ${cause}`,
    en: `Changed rows cannot be read by themselves: ${cause}`,
  }),
  tooMany: (limit: number): Text => ({
    ko: `읽어 두어야 할 행이 ${number(limit)}개를 넘습니다`,
    en: `More than ${number(limit)} rows would have to be kept`,
  }),
  tooManyChanges: (limit: number): Text => ({
    ko: `한 번에 ${number(limit)}개가 넘는 행이 거듭 바뀌거나, 바뀐 시각이 미래인 행이 너무 많습니다`,
    en: `More than ${number(limit)} rows change at once again and again, or are dated in the future`,
  }),
  tooManyWords: (limit: number): Text => ({
    ko: `상태와 마켓의 조합이 ${number(limit)}가지를 넘습니다`,
    en: `There are more than ${number(limit)} combinations of status and market`,
  }),
  idTwice: {
    ko: "id가 같은 행이 여럿 있습니다",
    en: "Several rows have the same id",
  },
  idMissing: {
    ko: "id가 비어 있는 행이 있습니다",
    en: "There are rows without an id",
  },
  updatedMissing: {
    ko: "updated_at이 비어 있는 행이 있습니다",
    en: "There are rows without an updated_at",
  },
  amount: (value: string): Text => ({
    ko: `금액 ${value}의 자릿수가 너무 많습니다`,
    en: `The amount ${value} has too many digits`,
  }),
  stock: (value: string): Text => ({
    ko: `재고 ${value}이(가) 정수가 아닙니다`,
    en: `The stock ${value} is no whole number`,
  }),
  unmoved: (rows: number): Text => ({
    ko: `updated_at이 그대로인 채 내용이 바뀐 행이 있습니다 (${
      number(rows)
    }개). 이 열은 더 이상 믿지 않습니다`,
    en: `${number(rows)} rows changed while their updated_at did not: the column is not trusted any more`,
  }),
  late: {
    ko: "바뀐 내용이 updated_at보다 10초 넘게 늦게 저장되는 일이 되풀이됩니다. 이 열은 더 이상 믿지 않습니다",
    en:
      "Changes keep being committed more than 10 s after their updated_at: the column is not trusted any more",
  },
  lateLogs: {
    ko: "로그가 그 시각보다 10초 넘게 늦게 저장되는 일이 되풀이됩니다",
    en: "Logs keep being committed more than 10 s after their time",
  },
  onlyNew: (cause: Text): Text => ({
    ko:
      `${cause.ko}. 전부 세면 오래 걸려, 새 주문은 바로, 바뀌거나 지워진 주문은 잠시 뒤 다시 셀 때 반영합니다`,
    en:
      `${cause.en}. Counting everything takes long, so new orders are seen at once, and changed or deleted ones a little later by a recount`,
  }),
  tellChanges: {
    ko:
      "행이 바뀔 때마다 현재 시각으로 바뀌는 열을 schema.orders.updated_at에 적고 인덱스를 만들어 주세요. marketpulse check가 인덱스를 만드는 문장을 알려 줍니다",
    en:
      "Name a column in schema.orders.updated_at that every change of a row sets to the current time, and make an index on it; marketpulse check prints the statement",
  },
  distrusted: {
    ko:
      "수치는 주기마다 전부 다시 세므로 맞습니다. 행이 바뀔 때마다 updated_at도 현재 시각으로 바뀌게 하거나, 설정에서 updated_at을 null로 두어 주세요. 고친 뒤 다시 시작하면 바뀐 행만 읽습니다",
    en:
      "The figures are right, because everything is counted each time. Have every change of a row set updated_at to the current time, or set updated_at to null in the configuration; changed rows are read again after a restart",
  },
  differs: {
    ko: "읽어 둔 행에서 셈한 수치가 데이터베이스의 집계와 달랐습니다",
    en: "Figures from kept rows differed from the database's own count",
  },
} as const;
