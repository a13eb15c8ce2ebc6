import assert from "node:assert/strict";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { HealthPanel } from "@/islands/HealthPanel.tsx";
import { InventoryPanel } from "@/islands/InventoryPanel.tsx";
import { JobsPanel } from "@/islands/JobsPanel.tsx";
import { MarketSharePanel } from "@/islands/MarketSharePanel.tsx";
import { MarketTablePanel } from "@/islands/MarketTablePanel.tsx";
import { Notices } from "@/islands/Notices.tsx";
import { OrdersPanel } from "@/islands/OrdersPanel.tsx";
import { ResponsePanel } from "@/islands/ResponsePanel.tsx";
import { SalesPanel } from "@/islands/SalesPanel.tsx";
import { SystemPanel } from "@/islands/SystemPanel.tsx";
import { WeeklyPanel } from "@/islands/WeeklyPanel.tsx";
import { mask } from "@/lib/shared/mask.ts";
import type { Snapshot } from "@/lib/shared/snapshot.ts";
import {
  check,
  emptyShop,
  freshShop,
  iso,
  LIVE,
  NOW,
  signals,
  staleShop,
  unknownShop,
  viewIn,
} from "./fixtures.ts";

const view = viewIn();
const panels = {
  SalesPanel,
  WeeklyPanel,
  OrdersPanel,
  MarketSharePanel,
  InventoryPanel,
  SystemPanel,
  JobsPanel,
  HealthPanel,
  MarketTablePanel,
  ResponsePanel: (props: { live: ReturnType<typeof signals>; view: typeof view }) => (
    <ResponsePanel {...props} recorded={{}} />
  ),
};

/** What is to be read on it. */
function words(node: VNode): string {
  return renderToString(node).replace(/<svg.*?<\/svg>/g, "").replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}

const sales = (snapshot: Snapshot, link = LIVE) => <SalesPanel live={signals(snapshot, link)} view={view} />;

for (const [name, Panel] of Object.entries(panels)) {
  Deno.test(`${name} tells fresh, old and unknown figures apart`, () => {
    const render = (snapshot: Snapshot, link = LIVE) =>
      renderToString(<Panel live={signals(snapshot, link)} view={view} />);
    assert.match(render(freshShop()), /is-fresh/);
    const silent = render(freshShop(), { ...LIVE, silent: true });
    assert.match(silent, /is-stale/);
    assert.match(silent, /오래된 값/);
    const unknown = render(unknownShop());
    assert.match(unknown, /is-unknown/);
    assert.match(unknown, /아직 값을 읽지 못했습니다/);
    assert.doesNotMatch(unknown, /<data/, "no figure is made up");
  });

  Deno.test(`${name} shows zeros as figures that are fresh`, () => {
    const html = renderToString(<Panel live={signals(emptyShop())} view={view} />);
    assert.match(html, /is-fresh/);
    assert.doesNotMatch(html, /NaN|Infinity|undefined|null/);
  });

  Deno.test(`${name} can be drawn from a state rebuilt from patches, where unknown members are absent`, () => {
    const { sales: _s, orders: _o, inventory: _i, ...rest } = freshShop();
    const system = {} as Snapshot["system"];
    const html = renderToString(<Panel live={signals({ ...rest, system } as Snapshot)} view={view} />);
    assert.doesNotMatch(html, /NaN|undefined/);
  });
}

Deno.test("SalesPanel shows revenue short and exact, its definition, its time and yesterday's", () => {
  const text = words(sales(freshShop()));
  for (
    const part of [
      "₩1,284만",
      "12,843,210원",
      "12.3% 늘었습니다",
      "어제 같은 시각 ₩1,143만",
      "주문 금액 기준 · 취소 포함",
      "14:32:07 기준",
      "356 건",
      "11% 줄었습니다",
      "311 명",
    ]
  ) assert.ok(text.includes(part), `${part} in ${text}`);
});

Deno.test("SalesPanel gives no percentage where yesterday had nothing", () => {
  const text = words(sales(emptyShop()));
  assert.ok(text.includes("₩0"), text);
  assert.ok(text.includes("어제 같은 시각 ₩0"), text);
  assert.doesNotMatch(text, /%/);
});

Deno.test("SalesPanel says that net revenue is net", () => {
  const shop = freshShop();
  assert.match(words(sales({ ...shop, sales: { ...shop.sales!, revenue: "net" } })), /취소를 뺀 순매출/);
});

Deno.test("SalesPanel shows unknown customers as unknown beside known orders", () => {
  const shop = freshShop();
  const today = { ...shop.sales!.today, unique_customers: null };
  const html = renderToString(sales({ ...shop, sales: { ...shop.sales!, today } }));
  assert.match(html, /value="356"/);
  assert.match(html, /알 수 없음/);
});

Deno.test("OrdersPanel counts statuses that belong to no group", () => {
  const text = words(<OrdersPanel live={signals(freshShop())} view={view} />);
  assert.match(text, /기타 6/);
  assert.match(text, /959/);
});

Deno.test("MarketSharePanel names markets in Korean and unknown ones as they are", () => {
  const text = words(<MarketSharePanel live={signals(freshShop())} view={view} />);
  assert.match(text, /쿠팡/);
  assert.match(text, /my-mall/);
});

Deno.test("InventoryPanel says of each low product how much is left", () => {
  const text = words(<InventoryPanel live={signals(freshShop())} view={view} />);
  assert.match(text, /제주 감귤 5kg 쿠팡 -2개 \(초과 판매\)/);
  assert.match(text, /한우 등심 네이버 품절/);
  assert.match(text, /텀블러 11번가 3개 남음/);
});

Deno.test("SystemPanel tells 'no requests' from 'not known'", () => {
  assert.match(
    words(<SystemPanel live={signals(emptyShop())} view={view} />),
    /— 알 수 없음 최근 5분간 요청이 없습니다/,
  );
});

Deno.test("HealthPanel names the worst market first, and a keyless answer for what it is", () => {
  const live = (api_status: Snapshot["api_status"]) => signals({ ...freshShop(), api_status });
  const well = words(<HealthPanel live={signals(freshShop())} view={view} />);
  assert.match(well, /모든 마켓이 응답하고 있습니다/);
  assert.match(well, /네이버 응답함 · 키 미확인/);
  const statuses = { coupang: check("AUTH"), naver: check("DOWN"), "11st": check("UNKNOWN") };
  const sick = words(<HealthPanel live={live(statuses)} view={view} />);
  assert.match(sick, /네이버: 응답 없음 · 다른 2곳도 확인 필요/);
});

Deno.test("HealthPanel names our own line and no market when it is our line that is dead", () => {
  const headline = (api_status: Snapshot["api_status"]) => {
    const html = renderToString(
      <HealthPanel live={signals({ ...freshShop(), api_status })} view={view} />,
    );
    return /class="verdict.*?<\/p>/.exec(html)![0].replace(/<svg.*?<\/svg>|<[^>]+>/g, "").split(">").at(-1);
  };
  const [ours, other] = [check("SELF_OFFLINE"), check("UNKNOWN")];
  assert.equal(headline({ coupang: ours, naver: ours, "11st": ours }), "내 쪽 인터넷 장애");
  assert.equal(headline({ coupang: other, naver: ours, "11st": ours }), "내 쪽 인터넷 장애");
  assert.equal(headline({ coupang: ours, naver: ours, "자사몰": check("UP") }), "내 쪽 인터넷 장애");
  assert.equal(headline({ coupang: ours }), "내 쪽 인터넷 장애");
  assert.equal(headline({ coupang: ours, naver: check("UP") }), "쿠팡: 내 쪽 인터넷 장애");
  const down = { coupang: ours, naver: ours, "11st": check("DOWN") };
  assert.equal(headline(down), "11번가: 응답 없음 · 다른 2곳도 확인 필요");
});

Deno.test("HealthPanel does not say in the present tense what it last heard", () => {
  const live = signals(freshShop(), { ...LIVE, silent: true });
  assert.match(words(<HealthPanel live={live} view={view} />), /마지막 확인 당시: 모든 마켓이 응답/);
});

Deno.test("JobsPanel marks a job that should have run more than two minutes ago, by what was last known", () => {
  const shop = freshShop();
  const job = (late: number) => ({
    job_type: "sync",
    status: "active",
    last_run_at: null,
    next_run_at: iso(NOW - late),
  });
  const render = (late: number, from = shop, link = LIVE) => {
    const system = { ...from.system, scheduled_jobs: [job(late)] };
    return words(<JobsPanel live={signals({ ...from, system }, link)} view={view} />);
  };
  assert.match(render(121_000), /14:30 실행 지연/);
  assert.doesNotMatch(render(119_000), /지연/);
  assert.doesNotMatch(render(-60_000), /지연/);
  assert.doesNotMatch(render(121_000, staleShop()), /지연/, "it may have run since the jobs were last read");
  assert.match(render(190_000 + 121_000, staleShop()), /실행 지연/);
});

Deno.test("panels name what has no status, market or name, and keep a word of the shop's own", () => {
  const shop = freshShop();
  const orders = {
    ...shop.orders!,
    status_counts: { "": 3, unknown: 2 },
    by_market: [{ market_code: "", orders: 3, revenue: 1 }, {
      market_code: "unknown",
      orders: 2,
      revenue: 2,
    }],
  };
  const low = [{ name: "", market_code: "", stock: 1 }, {
    name: "unknown",
    market_code: "unknown",
    stock: 2,
  }];
  const live = signals({ ...shop, orders, inventory: { ...shop.inventory!, low } });
  const status = words(<OrdersPanel live={live} view={view} />);
  assert.match(status, /상태 미지정 3 .* DB 값 “unknown” 2/);
  assert.match(words(<MarketSharePanel live={live} view={view} />), /unknown 2 2원 마켓 미지정 3 1원/);
  assert.match(
    words(<InventoryPanel live={live} view={view} />),
    /이름 없음 마켓 미지정 1개 남음 unknown unknown 2개/,
  );
});

Deno.test("JobsPanel shows words that it does not know as they are", () => {
  const shop = freshShop();
  const job = { job_type: "sync", status: "constructor", last_run_at: null, next_run_at: null };
  const system = { ...shop.system, scheduled_jobs: [job] };
  assert.match(
    words(<JobsPanel live={signals({ ...shop, system })} view={view} />),
    /sync constructor 없음 없음/,
  );
});

Deno.test("MarketTablePanel shows what was seen and what to do, in the viewer's language", () => {
  const remedy = { ko: "키를 다시 발급해 주세요.", en: "Issue the key again." };
  const status = check("AUTH", { error: "401 Invalid signature.", remedy, response_time: null });
  const live = signals({ ...freshShop(), api_status: { coupang: status } });
  const ko = words(<MarketTablePanel live={live} view={view} />);
  assert.match(
    ko,
    /인증 실패 측정값 없음 24시간 99.95% 21초 전 키를 다시 발급해 주세요. 401 Invalid signature./,
  );
  assert.match(words(<MarketTablePanel live={live} view={viewIn("en")} />), /Issue the key again\./);
});

Deno.test("MarketTablePanel says in the viewer's language what was seen, and which state is not yet believed", () => {
  const status = check("UP", {
    error: "connection refused",
    reason: { ko: "연결이 거부되었습니다", en: "The connection was refused" },
    response_time: null,
    confirming: { class: "DOWN", seen: 1, of: 2 },
  });
  const live = signals({ ...freshShop(), api_status: { coupang: status } });
  assert.match(
    words(<MarketTablePanel live={live} view={view} />),
    /정상 확인 중: 응답 없음 \(1\/2\) 응답 없음 .* 연결이 거부되었습니다/,
  );
  assert.match(
    words(<MarketTablePanel live={live} view={viewIn("en")} />),
    /checking: .+ \(1 of 2\) .* The connection was refused/,
  );
  assert.match(words(<HealthPanel live={live} view={view} />), /확인 중: 응답 없음 \(1\/2\)/);
});

Deno.test("MarketTablePanel and HealthPanel take a market that was not checked for a while for old", () => {
  const api_status = {
    coupang: check("UP", {
      stale: true,
      availability: { day: null, month: null, since: iso(NOW - 86_400_000) },
    }),
    naver: check("UP"),
  };
  const live = signals({ ...freshShop(), api_status });
  assert.match(
    words(<MarketTablePanel live={live} view={view} />),
    /쿠팡 마지막 확인 당시: 정상 120 ms 알 수 없음/,
  );
  assert.match(words(<HealthPanel live={live} view={view} />), /쿠팡: 마지막 확인 당시: 정상/);
});

Deno.test("MarketTablePanel says since when an availability is measured that is not known yet", () => {
  const availability = { day: null, month: null, since: "2026-11-24T04:32:07Z" };
  const live = signals({ ...freshShop(), api_status: { coupang: check("UP", { availability }) } });
  assert.match(words(<MarketTablePanel live={live} view={view} />), /13:32부터 측정 중/);
});

Deno.test("Notices say once why the database's figures are old, and panels do not repeat it", () => {
  const live = signals(staleShop());
  assert.match(
    words(<Notices live={live} view={view} />),
    /데이터베이스: 연결이 거부되었습니다. 주소를 확인해 주세요./,
  );
  const text = words(<SalesPanel live={live} view={view} />);
  assert.match(text, /오래된 값 · 3분 전/);
  assert.doesNotMatch(text, /거부되었습니다/);
});

Deno.test("An old figure is never from just now", () => {
  const shop = staleShop();
  const sources = { ...shop.sources, sales: { ...shop.sources.sales, at: iso(NOW - 400) } };
  const text = words(<SalesPanel live={signals({ ...shop, sources })} view={view} />);
  assert.match(text, /오래된 값 · 0초 전/);
});

Deno.test("Notices say 30, 14, 7 and 1 days before that a key ends, and afterwards that it ended", () => {
  const notices = (days_left: number, name = "access_key") => {
    const age = {
      name,
      issued: "2026-06-01T00:00:00+09:00",
      expires: "2026-11-28T00:00:00+09:00",
      days_left,
    };
    const api_status = { coupang: check("UP", { credentials: [age] }), naver: check("UP") };
    return renderToString(<Notices live={signals({ ...freshShop(), api_status })} view={view} />);
  };
  assert.equal(notices(31), "");
  assert.match(notices(30), /tone-mute.*30일 뒤\(2026-11-28\) 만료됩니다. 만료 14일 전부터/s);
  assert.match(notices(15), /tone-mute/);
  assert.match(notices(14), /tone-warn.*쿠팡 OPEN API 키.*14일 뒤.*key_issued/s);
  assert.match(notices(7), /tone-warn.*7일 뒤/s);
  assert.match(notices(1), /tone-bad.*내일\(2026-11-28\) 만료됩니다/s);
  assert.match(notices(0), /tone-bad.*오늘\(2026-11-28\) 만료됩니다/s);
  assert.match(notices(-3), /tone-bad.*유효 기간이 3일 지났습니다\(2026-11-28 만료\)/s);
  assert.equal(notices(0, "access_token"), "", "a token is renewed by the program");
});

Deno.test("Notices say to those who may change it what is wrong with the configuration, with its line", () => {
  const config = {
    state: "refused" as const,
    at: iso(NOW),
    faults: [{ line: 12, message: { ko: "알 수 없는 키", en: "Unknown key" } }],
    waiting: [],
  };
  const live = signals({ ...freshShop(), config });
  assert.equal(words(<Notices live={live} view={view} />), "");
  assert.match(
    words(<Notices live={live} mayChange view={view} />),
    /이전 설정으로 계속합니다\. 12번째 줄: 알 수 없는 키\./,
  );
  const waits = { ...config, state: "waits" as const, faults: [], waiting: ["server", "log"] };
  const later = signals({ ...freshShop(), config: waits });
  assert.match(words(<Notices live={later} mayChange view={view} />), /server, log 항목은 다시 시작하면/);
});

Deno.test("Notices say what is out of the ordinary with a database that is well", () => {
  const shop = freshShop();
  assert.equal(words(<Notices live={signals(shop)} view={view} />), "");
  const { reason: _removed, ...patched } = shop.sources.database;
  const merged = {
    ...shop,
    sources: { ...shop.sources, database: patched as Snapshot["sources"]["database"] },
  };
  assert.equal(words(<Notices live={signals(merged)} view={view} />), "", "in a merged state null is absent");
  const reason = { ko: "5초마다 읽던 것을 10초마다로 늦췄습니다.", en: "It is read every 10 s." };
  const sources = { ...shop.sources, database: { ...shop.sources.database, reason } };
  const live = signals({ ...shop, sources });
  assert.match(words(<Notices live={live} view={view} />), /10초마다로 늦췄습니다/);
  assert.doesNotMatch(words(<SalesPanel live={live} view={view} />), /오래된 값|늦췄습니다/);
});

Deno.test("Notices and panels set a full stop between a reason and its remedy, where there is none", () => {
  const shop = freshShop();
  const down = {
    state: "down",
    at: null,
    reason: { ko: "Redis에 연결할 수 없습니다", en: "Redis cannot be reached" },
    remedy: { ko: "켜져 있는지 확인해 주세요", en: "Check that it runs" },
    interval: null,
  } as const;
  const live = signals({ ...shop, sales: null, sources: { ...shop.sources, redis: down, sales: down } });
  const [both, alone] = [/연결할 수 없습니다\. 켜져 있는지 확인해 주세요/, /확인해 주세요\./];
  for (
    const text of [words(<Notices live={live} view={view} />), words(<SalesPanel live={live} view={view} />)]
  ) {
    assert.match(text, both);
    assert.doesNotMatch(text, alone);
  }
});

Deno.test("A panel gives the reason of a trouble that is its own", () => {
  const shop = freshShop();
  const reason = { ko: "market_orders 테이블이 없습니다.", en: "There is no table market_orders." };
  const sources = {
    ...shop.sources,
    sales: { state: "down", at: null, reason, remedy: null, interval: null } as const,
  };
  const text = words(<SalesPanel live={signals({ ...shop, sales: null, sources })} view={view} />);
  assert.match(text, /market_orders 테이블이 없습니다\./);
});

Deno.test("An age is a point of time until a script runs, because it would not count", () => {
  const page = { ...LIVE, phase: "page" } as const;
  assert.match(words(<HealthPanel live={signals(freshShop(), page)} view={view} />), /14:31:46 기준/);
  assert.match(words(<HealthPanel live={signals(freshShop())} view={view} />), /21초 전/);
});

for (const [name, Panel] of Object.entries(panels)) {
  Deno.test(`${name} shows who is masked no amount, and does not call a hidden figure an unknown one`, () => {
    const shop = mask(freshShop());
    const html = renderToString(<Panel live={signals(shop)} view={view} />);
    assert.match(html, /is-fresh/);
    assert.doesNotMatch(html, /알 수 없음|원<|원"|₩|만<|억|NaN|null|undefined/);
    const patched = JSON.parse(JSON.stringify(shop), (_, value) => value ?? undefined);
    const rebuilt = renderToString(<Panel live={signals(patched)} view={view} />);
    assert.doesNotMatch(rebuilt, /₩|NaN|undefined/);
  });
}

Deno.test("masked panels say that amounts are hidden and draw orders in their place", () => {
  const live = signals(mask(freshShop()));
  assert.match(words(<SalesPanel live={live} view={view} />), /가려짐 .*356 건.*시간별 주문/);
  assert.match(words(<InventoryPanel live={live} view={view} />), /재고 금액 가려짐/);
  assert.match(words(<WeeklyPanel live={live} view={view} />), /일별 주문/);
  assert.match(words(<MarketSharePanel live={live} view={view} />), /오늘 마켓별 주문.*쿠팡 190/);
  assert.match(words(<SalesPanel live={live} view={viewIn("en")} />), /Hidden/);
});

Deno.test("masked panels of which nothing is known say so, and not that it is hidden", () => {
  const live = signals(mask(unknownShop()));
  for (const Panel of [SalesPanel, InventoryPanel]) {
    const text = words(<Panel live={live} view={view} />);
    assert.doesNotMatch(text, /가려짐/);
    assert.match(text, /알 수 없음/);
  }
});
