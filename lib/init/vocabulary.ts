/** What shops call their tables and columns: English, Korean, and Korean in Latin letters. Names come in snake case. */
import type { SchemaMapping } from "../shared/default_schema.ts";
import type { FieldKind } from "./field.ts";

/** Words and how much they say; the best one counts. */
export type Words = readonly (readonly [RegExp, number])[];

export type Relation = keyof SchemaMapping;

export const TABLES: Readonly<Record<Relation, Words>> = {
  orders: [
    [
      /^(market_|shop_|tb_|t_|tbl_)?(orders?|ord|jumuns?)(_(mst|master|main|info|header|hdr|m|list|tb|docs?|documents?))?$/,
      10,
    ],
    [/^주문(서|내역|정보|목록|마스터)?$/, 10],
    [/주문|order|jumun/, 7],
    [/(^|_)(sales?|purchases?|transactions?|panmae|ord)(_|$)|판매|매출|거래/, 5],
  ],
  products: [
    [
      /^(unified_|shop_|tb_|t_|tbl_)?(products?|goods|items?|prd|sangpum)(_(mst|master|main|info|m|list|tb))?$/,
      10,
    ],
    [/^상품(정보|목록|마스터)?$/, 10],
    [/상품|재고|product|inventory|sangpum|jaego/, 7],
    [/(^|_)(goods|items?|stocks?|skus?|prd|catalog(ue)?)(_|$)|품목/, 5],
  ],
  logs: [
    [/^(system_|app_|application_|server_|api_|tb_)?(logs?|log_entries)$|^(시스템)?로그$/, 10],
    [/(^|_)logs?(_|$)|로그/, 6],
  ],
  jobs: [
    [/^(schedule_|scheduled_|cron_|batch_|tb_)?(jobs?|schedules?|tasks?)$|^(예약|배치)? ?작업$|^스케줄$/, 10],
    [/(^|_)(jobs?|schedules?|cron|batch(es)?)(_|$)|스케줄|배치|작업/, 6],
  ],
};

/** Tables that go along with the ones that are looked for. */
export const BESIDE =
  /(^|_)(lines?|items?|details?|dtl|histor(y|ies)|hist|logs?|claims?|cancels?|cancellations?|returns?|refunds?|deliver(y|ies)|shipments?|shippings?|payments?|options?|images?|status(es)?|tags?|memos?|notes?|backups?|bak|old|tmp|temp|copy|archived?|test|audits?|stats?|statistics|summar(y|ies)|daily|reports?|migrations?)(_|$)|_?\d{4,}$|상세|품목|이력|클레임|취소|반품|환불|배송|결제|옵션|이미지|백업|이전|임시|통계|집계|메모/;

export interface Role {
  readonly words: Words;
  /** Kinds that it may be of. */
  readonly kinds: readonly FieldKind[];
}

const ID: Words = [[/^id$/, 6], [/(^|_)(uid|uuid|seq|idx|no|num|number|id)$|번호|beonho/, 3]];
const UPDATED: Words = [
  [
    /^(updated?|modified|changed|upd|mod|chg|last_updated|last_modified|edit(ed)?)(_?(at|on|date|dt|dttm|time|ts|datetime))?$|수정일|변경일|갱신일|최종수정|수정시각|변경시각/,
    10,
  ],
  [/^date_?(updated?|modified|upd|mod|changed)$/, 9],
  [/updat|modif|chang|touch|수정|변경|갱신|sujeong/, 7],
];
const MARKET: Words = [
  [
    /^(market|mall|channel|marketplace|platform)(_?(code|cd|id|name|nm|key))?$|^(판매처|마켓|쇼핑몰|판매채널|채널|몰)(명|코드|이름)?$/,
    10,
  ],
  [/market|mall|channel|platform|sales_site|판매처|마켓|쇼핑몰|채널|panmaecheo/, 7],
  [/(^|_)(shop|store|site|source|origin)(_|$)|스토어|입점/, 4],
];
const STATUS: Words = [
  [
    /^(order_|ord_|sale_|job_)?(status|state|stat|sts|stus)(_?(code|cd|name|nm))?$|^(주문|진행|처리|판매)?상태(명|코드|값)?$/,
    10,
  ],
  [/status|state|상태|sangtae/, 6],
];

export const ORDER_ROLES = {
  id: {
    words: [[/^(order|ord|jumun)_?(no|num|number|id|seq|code)$|^주문(번호|서번호|코드|id)$/, 8], ...ID],
    kinds: ["number", "text"],
  },
  at: {
    words: [
      [
        /^(order(ed)?|ord|purchased?|jumun|sale|sold|placed)_?(at|on|date|dt|dttm|time|ts|datetime|day|ymd|ilsi|il|ilja)$|^주문(일시|일자|일|시각|시간|날짜)$/,
        10,
      ],
      [/^(placed|ordered|purchased|sold)$|^(판매|구매)(일시|일자|일|시각)$/, 9],
      [/^(paid|payment|pay)_?(at|date|dt|time)$|^결제(일시|일자|일|시각)$/, 7],
      [
        /^(created?|reg|regist(er(ed)?)?|insert(ed)?|ins|crt|cre)(_?(at|on|date|dt|dttm|time|ts|datetime))?$|^(등록|생성|접수|작성)(일시|일자|일|시각)$/,
        6,
      ],
      [/^date_?(created?|added?|ordered|placed|purchased)$/, 6],
      [/^(timestamp|date|datetime|time)$|일시|일자|_at$|_dt$|_date$/, 2],
    ],
    kinds: ["time"],
  },
  updated_at: { words: UPDATED, kinds: ["time"] },
  market: { words: MARKET, kinds: ["text", "number"] },
  status: { words: STATUS, kinds: ["text", "number"] },
  amount: {
    words: [
      [
        /^(order_|ord_|pay_|paid_|payment_|sale_|sales_|jumun_)?(total|grand_total|amount|amt|total_?(price|amount|amt|paid)|sum)$|^(order|pay|payment|paid|sale|sales|settle|final|jumun)_?(amount|amt|price|total|geumaek|gumaek)$/,
        10,
      ],
      [
        /^(총|총결제|결제|주문|판매|실결제|총주문|매출|최종결제)(금액|액|가격)$|^(총액|합계|합계금액|총금액)$/,
        10,
      ],
      [/(^|_)(total|amount|amt|geumaek|gumaek|revenue|subtotal)(_|$)|금액|매출액/, 7],
      [/(^|_)(price|value|sum|cost)(_|$)|가격|금/, 3],
    ],
    kinds: ["number"],
  },
  customer: {
    words: [
      [
        /^(buyer|customer|cust|member|orderer|purchaser|gogaek|gumaeja)_?(email|id|no|key|code|uid|seq)$|^(구매자|주문자|고객|회원)(이메일|아이디|id|번호|코드)$/,
        10,
      ],
      [/^(buyer|customer|orderer|member|gogaek|gumaeja)$|^(구매자|주문자|고객|회원)$/, 9],
      [/^(user_?id|e?_?mail|account_?id|구매자명|주문자명|고객명)$/, 7],
      [/buyer|customer|orderer|구매자|주문자|고객|회원/, 5],
    ],
    kinds: ["text", "number"],
  },
} as const satisfies Record<string, Role>;

export const PRODUCT_ROLES = {
  id: {
    words: [[/^(product|goods|item|prd|sku|sangpum)_?(no|num|id|code|cd)$|^상품(번호|코드|id)$/, 8], ...ID],
    kinds: ["number", "text"],
  },
  name: {
    words: [
      [
        /^(product_?|goods_?|item_?|prd_?|sangpum_?)?(name|nm|title|myeong)$|^(상품|품목|제품)?(명|이름)$/,
        10,
      ],
      [/name|title|명$|이름/, 5],
    ],
    kinds: ["text"],
  },
  market: { words: MARKET, kinds: ["text", "number"] },
  stock: {
    words: [
      [
        /^(stock|stock_?(qty|quantity|count|cnt|level|amount)|inventory(_?(qty|quantity|count))?|on_?hand|qty_on_hand|jaego|jaego_?(suryang|su))$|^재고(수량|량|수)?$/,
        10,
      ],
      [/stock|inventory|on_?hand|available|재고|jaego/, 7],
      [/^(quantity|qty|수량|suryang)$/, 5],
    ],
    kinds: ["number"],
  },
  price: {
    words: [
      [
        /^(sale|sales|selling|sell|unit|retail|list|panmae)?_?(price|amount|ga)$|^(판매|판매가|단|정상|소비자)?(가|가격)$|^단가$/,
        10,
      ],
      [/price|판매가|가격|단가|cost/, 6],
    ],
    kinds: ["number"],
  },
  active: {
    words: [
      [
        /^(is_?)?(active|enabled|visible|on_?sale|selling|published)$|^(use|sale|disp|display|sell)_?(yn|flag)$|^(판매|사용|노출|진열)(여부|중)$/,
        10,
      ],
      [/^deleted_?(at|dt|date)$|^삭제(일시|일자|일)$/, 8],
      ...STATUS.map(([pattern, score]) => [pattern, score - 1] as const),
    ],
    kinds: ["flag", "text", "time"],
  },
  updated_at: { words: UPDATED, kinds: ["time"] },
} as const satisfies Record<string, Role>;

export const LOG_ROLES = {
  at: {
    words: [[/^(timestamp|logged_?(at|on)?|log_?(time|date|dt|at)|ts|time|datetime|기록(일시|시각))$/, 10], [
      /^(created?|reg|inserted)_?(at|on|date|dt)?$|일시|시각/,
      7,
    ]],
    kinds: ["time"],
  },
  level: { words: [[/^(log_?)?(level|severity|lvl|레벨|수준)$/, 10]], kinds: ["text"] },
  duration_ms: {
    words: [[
      /^(execution|response|elapsed|duration|exec|latency|took)_?(time|ms|millis)?(_ms)?$|소요(시간)?|응답시간/,
      10,
    ]],
    kinds: ["number"],
  },
} as const satisfies Record<string, Role>;

export const JOB_ROLES = {
  type: {
    words: [[/^(job|task|schedule)_?(type|name|nm|kind|key)$|^작업(명|종류|이름|유형)$/, 10], [
      /^(type|name|kind|title)$/,
      7,
    ]],
    kinds: ["text"],
  },
  status: {
    words: [...STATUS, [/^(is_?)?(active|enabled)$|^use_?yn$|사용여부/, 9]],
    kinds: ["text", "flag"],
  },
  last_run: {
    words: [[
      /^(last|prev(ious)?)_?(run|execut\w*|start\w*|finish\w*)?_?(at|on|time|date|dt)?$|(마지막|최근|최종)실행/,
      10,
    ]],
    kinds: ["time"],
  },
  next_run: {
    words: [[/^next_?(run|execut\w*|start\w*|fire)?_?(at|on|time|date|dt)?$|다음실행|예정/, 10]],
    kinds: ["time"],
  },
} as const satisfies Record<string, Role>;
