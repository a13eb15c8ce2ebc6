import type { Text } from "../shared/text.ts";

/** What the keys of `schema` mean. */
export const schemaKeyTexts: Readonly<Record<string, Text>> = {
  schema: {
    ko: "테이블과 열의 이름. 한 낱말은 열 이름, 그 밖은 SQL 식입니다. 테이블을 쓰지 않으면 null로 끕니다",
    en:
      "Names of tables and columns. A bare word is a column, anything else an SQL expression; null switches a table off",
  },
  "schema.orders": { ko: "주문", en: "Orders" },
  "schema.orders.table": { ko: "테이블이나 뷰의 이름", en: "Name of the table or view" },
  "schema.orders.from": {
    ko: "테이블 대신 읽을 SELECT 문. 여러 테이블을 조인할 때 씁니다",
    en: "A SELECT that is read instead of a table, for example to join several",
  },
  "schema.orders.id": { ko: "주문을 구별하는 열", en: "What tells orders apart" },
  "schema.orders.at": { ko: "주문 시각", en: "When it was ordered" },
  "schema.orders.updated_at": {
    ko: "마지막으로 바뀐 시각. 없으면 null",
    en: "When it last changed; null: none",
  },
  "schema.orders.market": { ko: "마켓 코드", en: "Code of the market" },
  "schema.orders.status": { ko: "주문 상태", en: "Status of the order" },
  "schema.orders.amount": { ko: "주문 금액(원)", en: "Amount in KRW" },
  "schema.orders.customer": {
    ko: "고객을 구별하는 열. 없으면 null",
    en: "What tells customers apart; null: none",
  },
  "schema.orders.time_zone": {
    ko: "시간대가 없는 주문 시각의 시간대",
    en: "Time zone of an order time without one",
  },
  "schema.orders.statuses": {
    ko: "주문 상태로 쓰는 낱말. 각 마켓의 상태 코드는 적지 않아도 알아봅니다",
    en: "Words of the status column; the markets' own codes are understood besides",
  },
  "schema.orders.statuses.pending": { ko: "대기 중", en: "Pending" },
  "schema.orders.statuses.processing": { ko: "처리 중", en: "Processing" },
  "schema.orders.statuses.completed": { ko: "완료", en: "Completed" },
  "schema.orders.statuses.cancelled": { ko: "취소", en: "Cancelled" },
  "schema.products": { ko: "상품", en: "Products" },
  "schema.products.table": { ko: "테이블이나 뷰의 이름", en: "Name of the table or view" },
  "schema.products.from": {
    ko: "테이블 대신 읽을 SELECT 문. 여러 테이블을 조인할 때 씁니다",
    en: "A SELECT that is read instead of a table, for example to join several",
  },
  "schema.products.id": { ko: "상품을 구별하는 열", en: "What tells products apart" },
  "schema.products.name": { ko: "상품 이름", en: "Name of the product" },
  "schema.products.market": { ko: "마켓 코드", en: "Code of the market" },
  "schema.products.stock": { ko: "재고 수량", en: "Stock" },
  "schema.products.price": { ko: "판매가(원)", en: "Price in KRW" },
  "schema.products.active": {
    ko: "판매 중인 상품의 조건. null이면 모두",
    en: "Condition of what is on sale; null: everything",
  },
  "schema.products.updated_at": {
    ko: "마지막으로 바뀐 시각. 없으면 null",
    en: "When it last changed; null: none",
  },
  "schema.logs": { ko: "시스템 로그", en: "System logs" },
  "schema.logs.table": { ko: "테이블이나 뷰의 이름", en: "Name of the table or view" },
  "schema.logs.from": {
    ko: "테이블 대신 읽을 SELECT 문. 여러 테이블을 조인할 때 씁니다",
    en: "A SELECT that is read instead of a table, for example to join several",
  },
  "schema.logs.at": { ko: "기록 시각", en: "When it was logged" },
  "schema.logs.level": { ko: "수준 (INFO, WARNING, ERROR …)", en: "Level (INFO, WARNING, ERROR …)" },
  "schema.logs.duration_ms": { ko: "걸린 시간(ms). 없으면 null", en: "Duration in ms; null: none" },
  "schema.logs.time_zone": {
    ko: "시간대가 없는 기록 시각의 시간대",
    en: "Time zone of a log time without one",
  },
  "schema.jobs": { ko: "예약 작업", en: "Scheduled jobs" },
  "schema.jobs.table": { ko: "테이블이나 뷰의 이름", en: "Name of the table or view" },
  "schema.jobs.from": {
    ko: "테이블 대신 읽을 SELECT 문. 여러 테이블을 조인할 때 씁니다",
    en: "A SELECT that is read instead of a table, for example to join several",
  },
  "schema.jobs.type": { ko: "작업 종류", en: "Kind of job" },
  "schema.jobs.status": { ko: "상태. active만 보여 줍니다", en: "Status; only active ones are shown" },
  "schema.jobs.last_run": { ko: "마지막 실행 시각. 없으면 null", en: "When it last ran; null: none" },
  "schema.jobs.next_run": { ko: "다음 실행 시각. 없으면 null", en: "When it runs next; null: none" },
};
