import assert from "node:assert/strict";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { MarketChecksPanel } from "@/islands/MarketChecksPanel.tsx";
import { MarketResponsePanel } from "@/islands/MarketResponsePanel.tsx";
import { MarketStatePanel } from "@/islands/MarketStatePanel.tsx";
import type { ApiStatus, HealthClass, Snapshot } from "@/lib/shared/snapshot.ts";
import { type CheckLine, CHECKS_SHOWN, lineOf, withLatest } from "@/lib/ui/check_line.ts";
import { CheckTable } from "@/lib/ui/CheckTable.tsx";
import { marketChart } from "@/lib/ui/market_chart.ts";
import { marketPath } from "@/lib/ui/market_path.ts";
import { recordedMarket } from "@/lib/ui/recorded_market.ts";
import { ResponseSteps } from "@/lib/ui/response_steps.ts";
import { continued, stateRun } from "@/lib/ui/state_run.ts";
import { check, freshShop, iso, LIVE, NOW, signals, unknownShop, viewIn } from "./fixtures.ts";

const view = viewIn();
const code = "coupang";
const MINUTE = 60_000;

function words(node: VNode): string {
  return renderToString(node).replace(/<svg.*?<\/svg>/g, "").replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}

function line(at: number, change: Partial<CheckLine> = {}): CheckLine {
  const usual = { class: "UP", probe: "signed", status_code: 200, response_time: 120, error: null } as const;
  return { at, ...usual, reason: null, confirmed: true, ...change };
}

Deno.test("stateRun() is not broken by a check that was not believed", () => {
  const checks = [line(NOW), line(NOW - MINUTE, { class: "DOWN", confirmed: false }), line(NOW - 2 * MINUTE)];
  assert.deepEqual(stateRun(checks), { class: "UP", from: NOW - 2 * MINUTE, begins: false });
});

Deno.test("CheckTable says which check was not believed, and why in the viewer's language", () => {
  const reason = { ko: "연결이 거부되었습니다", en: "The connection was refused" };
  const checks = [line(NOW, { class: "DOWN", confirmed: false, error: "connection refused", reason })];
  assert.match(
    words(<CheckTable checks={checks} view={viewIn("ko")} />),
    /응답 없음 재확인 전 .* 연결이 거부되었습니다/,
  );
  assert.match(
    words(<CheckTable checks={checks} view={viewIn("en")} />),
    /not yet confirmed .* The connection was refused/,
  );
});

Deno.test("CheckTable says nothing of keys where there are none", () => {
  const table = (withProbe: boolean) =>
    words(<CheckTable checks={[line(NOW)]} withProbe={withProbe} view={viewIn("en")} />);
  assert.match(table(true), /Checked .* with our key/);
  assert.doesNotMatch(table(false), /Checked|with our key/);
});

const shopWith = (status: ApiStatus): Snapshot => ({ ...freshShop(), api_status: { [code]: status } });

/** Newest first. */
const linesOf = (...classes: HealthClass[]) =>
  classes.map((name, index) => line(NOW - index * MINUTE, { class: name }));

Deno.test("stateRun() begins with the first check after another state, and is open where there is none", () => {
  const run = stateRun(linesOf("DOWN", "DOWN", "UP", "DOWN"));
  assert.deepEqual(run, { class: "DOWN", from: NOW - MINUTE, begins: true });
  assert.deepEqual(stateRun(linesOf("UP", "UP")), { class: "UP", from: NOW - MINUTE, begins: false });
  assert.equal(stateRun([]), null);
});

Deno.test("continued() goes on while the state does, and knows no beginning after an unknown past", () => {
  const run = { class: "UP", from: 1, begins: true } as const;
  assert.equal(continued(run, line(2)), run);
  assert.deepEqual(continued(run, line(3, { class: "DOWN" })), { class: "DOWN", from: 3, begins: true });
  assert.deepEqual(continued(null, line(4)), { class: "UP", from: 4, begins: false });
});

Deno.test("withLatest() adds a check that is newer, keeps fifty, and takes no check twice", () => {
  const lines = Array.from({ length: CHECKS_SHOWN }, (_, index) => line(NOW - index * MINUTE));
  assert.equal(withLatest(lines, line(NOW)), lines);
  assert.equal(withLatest(lines, line(NOW - 5)), lines);
  const more = withLatest(lines, line(NOW + MINUTE));
  assert.equal(more.length, CHECKS_SHOWN);
  assert.deepEqual(more.slice(0, 2).map(({ at }) => at), [NOW + MINUTE, NOW]);
  assert.equal(withLatest([], line(NOW)).length, 1);
});

Deno.test("lineOf() has null where a merge patch removed the value", () => {
  const { status_code: _code, response_time: _time, error: _error, ...patched } = check("DOWN");
  const { status_code, response_time, error, at } = lineOf(patched as ApiStatus);
  assert.deepEqual([status_code, response_time, error, at], [null, null, null, NOW - 21_000]);
});

Deno.test("ResponseSteps.add() means five minutes, breaks at what nothing answered, and ignores the old", () => {
  const start = Math.floor(NOW / 300_000) * 300_000;
  const steps = new ResponseSteps();
  const add = (minute: number, value: number | null) => steps.add(start + minute * MINUTE, value);
  add(0, 100);
  add(1, 200);
  add(2, null);
  add(3, 300);
  add(3, 999);
  add(1, 999);
  add(5, 401);
  add(6, 402);
  const seen = steps.since(start).map(([at, value]) => [(at - start) / MINUTE, value]);
  assert.deepEqual(seen, [[1, 150], [2, null], [3, 300], [6, 402]]);
  assert.deepEqual(steps.since(start + 3 * MINUTE).map(([, value]) => value), [300, 402]);
});

Deno.test("ResponseSteps goes on from recorded points", () => {
  const steps = new ResponseSteps([[NOW - MINUTE, 100]]);
  steps.add(NOW - MINUTE, 500);
  steps.add(NOW, 200);
  assert.deepEqual(steps.since(0), [[NOW - MINUTE, 100], [NOW, 200]]);
});

Deno.test("recordedMarket() sums up a day in fifty checks, some hundred points and a run", () => {
  const day = Array.from({ length: 1440 }, (_, index) => ({
    ...line(NOW - index * MINUTE),
    market: code,
    phases: index < 2 ? { dns: null, connect: 10 + 10 * index, tls: 30, first_byte: null } : null,
  }));
  const { newest, points, run, phases } = recordedMarket(day);
  assert.equal(newest.length, CHECKS_SHOWN);
  assert.ok(!("market" in newest[0]!), "what the page does not show does not travel to it");
  assert.ok(points.length >= 288 && points.length <= 289, `${points.length} points`);
  assert.deepEqual(run, { class: "UP", from: NOW - 1439 * MINUTE, begins: false });
  assert.deepEqual(phases, {
    dns: null,
    connect: { mean: 15, highest: 20 },
    tls: { mean: 30, highest: 30 },
    first_byte: null,
  });
  assert.deepEqual(recordedMarket([]), { newest: [], points: [], run: null, phases: null });
});

Deno.test("marketChart() says each hour in words, with the day where it is yesterday", () => {
  const hour = 60 * MINUTE;
  const points = [[NOW - 23 * hour, null], [NOW - 40 * MINUTE, 100], [NOW - 35 * MINUTE, 300]] as const;
  const spec = marketChart(points, { code, markets: [code], to: NOW, view });
  assert.deepEqual(spec.table.rows, [
    ["11/23 15:00", "–", "–"],
    ["13:00", "200 ms", "300 ms"],
  ]);
  assert.equal(spec.to - spec.from, 24 * hour);
  assert.equal(spec.joined, 8 * MINUTE);
  const hourly = Array.from({ length: 5 }, (_, n) => [NOW - (5 - n) * hour, 100] as const);
  const seldom = marketChart(hourly, { code, markets: [code], to: NOW, view });
  assert.equal(seldom.joined, 96 * MINUTE, "checks an hour apart are neighbours, too");
  assert.match(spec.summary, /쿠팡/);
});

Deno.test("marketPath() is below the base path and escapes what a code may have", () => {
  assert.equal(marketPath("coupang", view), "/markets/coupang");
  assert.equal(marketPath("a/b?", { basePath: "/pulse" }), "/pulse/markets/a%2Fb%3F");
});

const everyClass: Readonly<Record<HealthClass, string>> = {
  UP: "정상",
  SLOW: "느림",
  DOWN: "응답 없음",
  AUTH: "인증 실패",
  IP: "IP 미허용",
  QUOTA: "호출 한도 초과",
  MAINTENANCE: "점검 중",
  SELF_OFFLINE: "내 쪽 인터넷 장애",
  UNKNOWN: "확인 못 함",
};

for (const [health, word] of Object.entries(everyClass) as [HealthClass, string][]) {
  Deno.test(`MarketStatePanel says ${health} in words, why, since when and what to do`, () => {
    const remedy = { ko: "확인해 주세요.", en: "Check it." };
    const status = check(health, { error: "code -3, seen", remedy, status_code: 403 });
    const recorded = { class: health, from: NOW - 90 * MINUTE, begins: true };
    const text = words(
      <MarketStatePanel
        mayChange
        asked={null}
        {...{ code, recorded, view }}
        live={signals(shopWith(status))}
      />,
    );
    for (const part of [`${word} 13:02부터`, "확인해 주세요.", "code -3, seen", "403", "키 사용"]) {
      assert.ok(text.includes(part), `${part} in: ${text}`);
    }
  });
}

Deno.test("MarketStatePanel says of availability since when it is measured, and nothing that is not known", () => {
  const panel = (change: Partial<ApiStatus>) =>
    words(
      <MarketStatePanel
        mayChange
        asked={null}
        code={code}
        recorded={null}
        view={view}
        live={signals(shopWith(check("UP", change)))}
      />,
    );
  const since = new Date(NOW - 3 * 60 * MINUTE).toISOString();
  const young = panel({ availability: { day: 0.9995, month: null, since } });
  assert.match(young, /24시간 99\.95% 11:32부터 측정 /);
  assert.match(young, /30일 — 측정 중 11:32부터 측정 중/);
  assert.match(young, /14:31 또는 그 이전부터/);
  const none = panel({ availability: { day: null, month: null, since: null }, response_time: null });
  assert.match(none, /응답 시간 — 측정값 없음/);
  assert.doesNotMatch(none, /%|NaN|undefined/);
});

Deno.test("MarketStatePanel says what else is known: what may become of it, budget, credentials, clock, usual time", () => {
  const status = check("UP", {
    error: "connection refused",
    reason: { ko: "연결이 거부되었습니다", en: "Connection refused" },
    confirming: { class: "DOWN", seen: 1, of: 2 },
    usual: 118,
    clock_skew: 42_400,
    budget: { used: 30, limit: 120, resets_at: iso(NOW + 10 * MINUTE) },
    credentials: [
      {
        name: "access_key",
        issued: "2026-06-01T00:00:00+09:00",
        expires: "2026-11-28T00:00:00+09:00",
        days_left: 4,
      },
      {
        name: "access_token",
        issued: iso(NOW - 60 * MINUTE),
        expires: iso(NOW + 120 * MINUTE),
        days_left: 0,
      },
    ],
  });
  const panel = (market: string, shown: ApiStatus, language: "ko" | "en" = "ko") => {
    const shop = { ...freshShop(), api_status: { [market]: shown } };
    const props = { code: market, recorded: null, asked: null, view: viewIn(language) };
    return words(<MarketStatePanel {...props} mayChange live={signals(shop)} />);
  };
  const text = panel(code, status);
  for (
    const part of [
      "확인 중: 응답 없음 (1/2)",
      "연결이 거부되었습니다 connection refused",
      "최근 1시간 30 / 120회 사용 · 다음 회복 14:42",
      "API 키: 2026-06-01 발급 · 2026-11-28 만료 (4일 남음)",
      "액세스 토큰: 13:32 발급 · 16:32까지 (자동 갱신)",
      "마켓보다 42초 빠릅니다",
      "평소 118 ms",
    ]
  ) assert.ok(text.includes(part), `${part} is not in: ${text}`);
  assert.match(panel(code, { ...status, clock_skew: -5_000 }, "en"), /5 s behind the market's/);
  assert.match(panel(code, { ...status, clock_skew: 900 }), /마켓과 맞습니다/);
  assert.match(panel(code, check("UP", { credentials: [] })), /key_issued에 적으시면/);
  assert.doesNotMatch(panel(code, check("UP", { credentials: [], probe: "keyless" })), /key_issued/);
  assert.doesNotMatch(
    panel(code, check("UP")),
    /호출 예산|인증 정보|이 서버의 시계|확인 중/,
    "nothing is made up",
  );
  assert.match(panel("11st", check("UP")), /매주 금요일 새벽/);
});

Deno.test("MarketResponsePanel says where the time goes, now and over the day", () => {
  const phases = { dns: null, connect: 12, tls: 31, first_byte: 80 };
  const day = {
    dns: { mean: 4, highest: 9 },
    connect: { mean: 15, highest: 40 },
    tls: { mean: 30, highest: 90 },
    first_byte: null,
  };
  const live = signals(shopWith(check("UP", { phases })));
  const text = words(<MarketResponsePanel {...{ code, live, view }} recorded={[]} phases={day} />);
  assert.match(text, /주소 찾기 \(DNS\) – 4 ms 9 ms 연결 \(TCP\) 12 ms 15 ms 40 ms/);
  assert.match(text, /첫 응답까지 80 ms – –/);
  const unknown = words(
    <MarketResponsePanel {...{ code, live: signals(freshShop()), view }} recorded={[]} phases={null} />,
  );
  assert.doesNotMatch(unknown, /내역/);
});

Deno.test("the panels of a market say that a check is overdue", () => {
  const live = signals(shopWith(check("UP", { stale: true })));
  const text = words(<MarketStatePanel {...{ code, live, view }} mayChange recorded={null} asked={null} />);
  assert.match(text, /이 마켓은 한동안 확인되지 않아/);
  assert.match(text, /마지막 확인 당시: 정상/);
});

Deno.test("the panels of a market tell fresh, old and unknown apart", () => {
  const panels = [
    (live: ReturnType<typeof signals>) => (
      <MarketStatePanel mayChange asked={null} {...{ code, live, view }} recorded={null} />
    ),
    (live: ReturnType<typeof signals>) => (
      <MarketResponsePanel {...{ code, live, view }} recorded={[]} phases={null} />
    ),
    (live: ReturnType<typeof signals>) => <MarketChecksPanel {...{ code, live, view }} recorded={[]} />,
  ];
  for (const panel of panels) {
    assert.match(renderToString(panel(signals(freshShop()))), /is-fresh/);
    const silent = renderToString(panel(signals(freshShop(), { ...LIVE, silent: true })));
    assert.match(silent, /is-stale/);
    const unknown = renderToString(panel(signals(unknownShop())));
    assert.match(unknown, /is-unknown/);
    assert.doesNotMatch(unknown, /<data|NaN|undefined/);
  }
});

Deno.test("the panels of a market say when the record could not be read or has nothing yet", () => {
  const live = signals(freshShop());
  assert.match(words(<MarketChecksPanel {...{ code, live, view }} recorded={null} />), /읽지 못해/);
  assert.match(
    words(<MarketResponsePanel {...{ code, live, view }} recorded={null} phases={null} />),
    /읽지 못해/,
  );
  const empty = signals(unknownShop());
  assert.match(
    words(<MarketChecksPanel {...{ code, view }} live={empty} recorded={[]} />),
    /아직 기록된 확인/,
  );
  assert.match(
    words(<MarketResponsePanel {...{ code, view }} live={empty} recorded={[]} phases={null} />),
    /아직 기록된 응답/,
  );
});

Deno.test("CheckTable shows time, state, response, code, how and what was seen; the day where it is another", () => {
  const checks = [
    line(NOW, { class: "AUTH", status_code: 401, error: "<token> refused" }),
    line(NOW - 24 * 60 * MINUTE, { class: "DOWN", status_code: null, response_time: null, probe: "keyless" }),
    line(NOW - 25 * 60 * MINUTE, { probe: "keyless" }),
  ];
  const text = words(<CheckTable checks={checks} view={view} />);
  assert.match(text, /14:32:07 인증 실패 120 ms 401 키 사용 &lt;token> refused/);
  assert.match(text, /11\/23 14:32 응답 없음 응답 없음 — 키 없이 —/);
  assert.match(text, /응답함 · 키 미확인 120 ms 200 키 없이/);
  const english = words(<CheckTable checks={checks} view={viewIn("en")} />);
  assert.match(english, /Key refused 120 ms 401 with our key/);
});
