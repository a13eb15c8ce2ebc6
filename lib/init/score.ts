/** How well a field or a table answers to what is looked for: by name, comment and contents. */
import { isMarket } from "../shared/market_names.ts";
import { groupOfWord } from "../check/status_vocabulary.ts";
import { wordsAmong } from "./catalogue.ts";
import type { Field, Table } from "./field.ts";
import { BESIDE, type Relation, type Role, TABLES, type Words } from "./vocabulary.ts";

/** What a comment says counts a little less than a name. */
const COMMENT = 0.8;
/** So does what is left of a name without what all have in common. */
const BARE = 0.9;
/** More different words than this are no statuses and no markets. */
const FEW = 40;

/**
 * From 0; below {@linkcode WELL} it is a guess.
 *
 * @param prefix with which the names of most columns of the table begin
 */
export function scoreField(field: Field, key: string, role: Role, prefix = ""): number {
  if (!role.kinds.includes(field.kind)) return 0;
  const name = snake(field.name);
  const bare = prefix !== "" && name.startsWith(prefix) ? name.slice(prefix.length) : "";
  const named = Math.max(
    best(name, role.words),
    BARE * best(bare, role.words),
    COMMENT * best(snake(field.comment ?? ""), role.words),
    key === "id" && field.isKey ? 1 : 0,
  );
  return named === 0 ? 0 : Math.max(0, named + contents(field, key));
}

/** `od_` of `od_id`, `od_time`, `od_status`; empty where most columns have nothing in common. */
export function prefixOf(fields: readonly Field[]): string {
  const heads = fields.flatMap(({ name }) => /^[a-z0-9]+_/.exec(snake(name)) ?? []);
  const [head = "", same = []] = [...Map.groupBy(heads, (word) => word)]
    .sort(([, one], [, other]) => other.length - one.length)[0] ?? [];
  return same.length >= 3 && same.length > fields.length / 2 ? head : "";
}

/** A score from which on a field is taken without being asked for. */
export const WELL = 3;

/** From 0: what the table is called. */
export function scoreName({ name, comment, fields }: Table, relation: Relation): number {
  const [word, said] = [snake(name), snake(comment ?? "")];
  const score = Math.max(best(word, TABLES[relation]), COMMENT * best(said, TABLES[relation]));
  const beside = BESIDE.test(word) && !(relation === "logs" && /logs?/.test(word));
  if (score === 0 || !beside) return score;
  return score - (relation === "orders" && isOfOrder(fields) ? 7 : 4);
}

/** Whether each row belongs to an order without being it. */
function isOfOrder(fields: readonly Field[]): boolean {
  return fields.some(({ name, isKey }) => !isKey && ORDER_KEY.test(snake(name)));
}

/** What names the order in rows that belong to one. */
export const ORDER_KEY = /^(order|ord|jumun|sale)_?(id|no|num|number|uid|code|seq)$|^주문(번호|id|코드|키)?$/;

function best(word: string, words: Words): number {
  if (word === "") return 0;
  return Math.max(0, ...words.filter(([pattern]) => pattern.test(word)).map(([, score]) => score));
}

/** What the values say for or against it. */
function contents(field: Field, key: string): number {
  const words = wordsAmong(field.values);
  if (key === "id") return field.isKey ? 6 : words.length < field.values.length ? -4 : 0;
  if (field.values.length === 0) return 0;
  if (key === "status") return words.length > FEW ? -6 : words.some((word) => groupOfWord(word)) ? 3 : 0;
  if (key === "market") {
    return words.length > FEW ? -6 : words.some(isMarketWord) ? 4 : 0;
  }
  if (key === "level") return words.some((word) => /^(info|error|warn(ing)?|debug)$/i.test(word)) ? 3 : -4;
  if (key === "amount") return field.values.some((value) => Number(value) >= 1000) ? 1 : -1;
  return 0;
}

/** Codes of the markets, and what else they are called. */
function isMarketWord(word: string): boolean {
  return isMarket(word.toLowerCase()) ||
    /쿠팡|네이버|스마트스토어|11번가|지마켓|G마켓|옥션|위메프|티몬|카카오|롯데온|SSG|coupang|naver|11st|gmarket|auction|kakao|smartstore/i
      .test(word);
}

/** `orderDate` and `OrderDate` as `order_date`. */
export function snake(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").replaceAll(/[\s.-]+/g, "_").toLowerCase();
}
