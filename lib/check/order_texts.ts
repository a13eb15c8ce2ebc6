/** What the check of the orders' rows says. */
import type { Text } from "../shared/text.ts";
import { listOf } from "./database_names.ts";

const number = (value: number) => value.toLocaleString("en-US");

interface Advice {
  readonly message: Text;
  readonly remedy: Text;
}

export const orderTexts = {
  repeated: (
    table: string,
    { all, different, id }: { all: number; different: number; id: string },
  ): Advice => ({
    message: {
      ko: `${table}에서 어제와 오늘 주문 ${number(all)}행에 서로 다른 번호(${id})는 ${
        number(different)
      }개뿐이라, 같은 주문을 여러 번 셉니다`,
      en: `Yesterday's and today's ${number(all)} rows of ${table} have only ${
        number(different)
      } different ids (${id}), so orders are counted more than once`,
    },
    remedy: {
      ko:
        "행마다 주문 하나가 되게 해 주세요. 주문 상품과 조인했다면 schema.orders.from에서 주문별로 금액을 합치고, 행이 주문이 맞다면 schema.orders.id에 행마다 다른 열을 적습니다",
      en:
        "Make each row one order: where it is joined with order lines, add their amounts up in schema.orders.from; where each row is an order, name a column in schema.orders.id that differs in each",
    },
  }),
  withoutId: (table: string, rows: number): Advice => ({
    message: {
      ko: `${table}에 주문 번호가 비어 있는 행이 ${number(rows)}개 있습니다`,
      en: `${number(rows)} rows of ${table} have no id`,
    },
    remedy: {
      ko: "schema.orders.id에 모든 행에 값이 있는 열을 적어 주세요. 그때까지는 주기마다 전부 셉니다",
      en: "Name a column in schema.orders.id that every row has; until then everything is counted each time",
    },
  }),
  withoutUpdated: (
    { name, rows, all, updated, at }: {
      name: string;
      rows: number;
      all: number;
      updated: string;
      at: string;
    },
  ): Advice => ({
    message: {
      ko: `${name}에서 어제와 오늘 주문 ${number(all)}행 가운데 ${
        number(rows)
      }행은 바뀐 시각(${updated})이 비어 있어, 주기마다 전부 셉니다`,
      en: `${number(rows)} of yesterday's and today's ${
        number(all)
      } rows of ${name} have no ${updated}, so everything is counted each time`,
    },
    remedy: {
      ko: `schema.orders.updated_at에 "coalesce(${updated}, ${at})"를 적고, 그 식에 인덱스를 만들어 주세요`,
      en: `Write "coalesce(${updated}, ${at})" into schema.orders.updated_at, and make an index on that`,
    },
  }),
  withoutAmount: (table: string, rows: number, all: number): Advice => ({
    message: {
      ko: `${table}에서 어제와 오늘 주문 ${number(all)}행 가운데 ${
        number(rows)
      }행은 금액이 비어 있어 매출에 0원으로 더합니다`,
      en: `${number(rows)} of yesterday's and today's ${
        number(all)
      } rows of ${table} have no amount and add nothing to the revenue`,
    },
    remedy: {
      ko: "schema.orders.amount가 알맞은 열인지 확인해 주세요",
      en: "Check that schema.orders.amount is the right column",
    },
  }),
  unknownStatuses: (words: readonly (readonly [string, number])[]): Text => {
    const named = listOf(words.map(([word, count]) => `${word} ${number(count)}`));
    return {
      ko: `어느 묶음에도 없는 주문 상태가 있어 대기·처리·완료·취소에 들지 않습니다: ${named}`,
      en:
        `Some statuses belong to no group, so they are neither pending, processing, completed nor cancelled: ${named}`,
    };
  },
  nameStatuses: (unsure: readonly string[]): Text => ({
    ko: `설정에 낱말을 적어 주세요${
      unsure.length > 0 ? `. 어디에 드는지 알 수 없는 낱말: ${listOf(unsure)}` : ""
    }`,
    en: `Write the words into the configuration${
      unsure.length > 0 ? `; where these belong cannot be told: ${listOf(unsure)}` : ""
    }`,
  }),
} as const;
