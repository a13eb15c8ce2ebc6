/** What each key of the configuration file means, by its dotted path; `*` stands for every market. */
import { schemaKeyTexts } from "./schema_key_texts.ts";
import { oidcKeyTexts } from "./oidc_key_texts.ts";
import type { Text } from "../shared/text.ts";

export const keyTexts: Readonly<Record<string, Text>> = {
  server: { ko: "대시보드 서버", en: "The dashboard's server" },
  "server.host": {
    ko: "접속을 받을 주소. 0.0.0.0은 모든 네트워크에서 받습니다",
    en: "Address to listen on; 0.0.0.0 listens on every network",
  },
  "server.port": {
    ko: "접속을 받을 포트. 0은 비어 있는 아무 포트",
    en: "Port to listen on; 0 is any free one",
  },
  "server.base_path": {
    ko: "프록시 뒤에서 하위 경로로 열 때의 경로. 예: /pulse",
    en: "Path under which a proxy serves it, such as /pulse",
  },
  "server.trust_proxy": {
    ko:
      "X-Forwarded-* 헤더를 믿을지 여부. 프록시 뒤에 있을 때만 true로 하거나, [10.0.0.7, 172.16.0.0/12]처럼 프록시의 주소를 적습니다",
    en:
      "Whether X-Forwarded-* headers are believed: true only behind a proxy, or the proxies' addresses such as [10.0.0.7, 172.16.0.0/12]",
  },
  "server.allowed_hosts": {
    ko: "이 서버를 여는 다른 이름. 예: [shop.example.com]. IP 주소와 localhost는 적지 않아도 됩니다",
    en:
      "Further names under which it is opened, such as [shop.example.com]; addresses and localhost go without",
  },
  "server.allowed_origins": {
    ko: "실시간 연결과 API를 읽을 수 있는 다른 사이트. 예: [https://shop.example.com]",
    en:
      "Other sites whose pages may read the live connection and the API, such as [https://shop.example.com]",
  },
  "server.tls": {
    ko: "프록시 없이 https로 열 때의 인증서. 파일을 갱신하면 바로 적용됩니다",
    en: "Certificate with which it is served over https without a proxy; renewed files are taken at once",
  },
  "server.tls.cert": {
    ko: "인증서와 중간 인증서가 담긴 PEM 파일. 비워 두면 http로 엽니다",
    en: "PEM file with the certificate and those between it and its root; empty: http",
  },
  "server.tls.key": {
    ko: "인증서의 개인 키가 담긴 PEM 파일. 암호를 걸지 않은 것",
    en: "PEM file with the certificate's private key, without a passphrase",
  },
  "server.tls.hsts": {
    ko:
      "브라우저가 이 이름의 서버를 https로만 열게 하는 기간(HSTS). 같은 이름의 다른 포트에도 적용됩니다. 0s는 보내지 않음",
    en:
      "For how long browsers open this name by https alone (HSTS), on its other ports, too; 0s: they are not told",
  },
  "server.max_clients": { ko: "동시에 볼 수 있는 화면 수", en: "The most viewers at once" },
  "server.max_clients_per_address": {
    ko: "한 주소에서 동시에 볼 수 있는 화면 수. 0은 제한 없음",
    en: "The most viewers from one address; 0 is no limit",
  },
  database: { ko: "쇼핑몰의 PostgreSQL. 읽기만 합니다", en: "The shop's PostgreSQL, which is only read" },
  "database.url": {
    ko: "postgres://사용자:비밀번호@호스트:5432/데이터베이스. 비워 두면 데모 쇼핑몰을 보여 줍니다",
    en: "postgres://user:password@host:5432/database; empty shows the demo shop",
  },
  "database.enabled": {
    ko: "false로 바꾸면 데이터베이스에 아무것도 묻지 않습니다. 저장하는 즉시 적용됩니다",
    en: "With false the database is asked nothing any more, from the moment the file is saved",
  },
  "database.pool": {
    ko:
      "동시에 여는 연결 수의 한도. 조회에 하나, 변경 알림을 듣는 데 하나를 씁니다. 1이면 알림을 듣지 않습니다",
    en: "The most connections at once: one reads, another listens to notifications; with 1 nobody listens",
  },
  "database.statement_timeout": {
    ko: "조회 하나의 제한 시간 (500ms, 5s, 2m처럼 적습니다)",
    en: "Limit of one query, written as 500ms, 5s or 2m",
  },
  "database.incremental": {
    ko: "바뀐 행만 읽어 데이터베이스의 부담을 줄입니다. false면 주기마다 전부 다시 셉니다",
    en: "Reads only rows that changed, to spare the database; false counts everything each time",
  },
  "database.notify_channel": {
    ko:
      "변경 알림을 들을 NOTIFY 채널. 알림을 보내는 트리거는 marketpulse check --print-triggers로 볼 수 있습니다. 비우면 듣지 않습니다",
    en:
      "Channel of NOTIFY on which the database tells of changes, see marketpulse check --print-triggers; empty: nobody listens",
  },
  redis: {
    ko: "Redis가 있으면 재시작해도 마지막 상태가 바로 보입니다",
    en: "With Redis the last known state is there at once after a restart",
  },
  "redis.url": {
    ko:
      "redis://:비밀번호@호스트:6379/0, ACL 사용자는 redis://사용자:비밀번호@호스트:6379/0, TLS는 rediss://. 비워 두면 쓰지 않습니다",
    en:
      "redis://:password@host:6379/0, with an ACL user redis://user:password@host:6379/0, rediss:// for TLS; empty: none",
  },
  "redis.ca": {
    ko:
      "rediss:// 서버의 인증서에 서명한 사설 인증 기관의 인증서 파일(PEM). 비워 두면 시스템이 신뢰하는 기관만 믿습니다",
    en:
      "File (PEM) of the private authority that signed the certificate of a rediss:// server; empty: whom the system trusts",
  },
  state: { ko: "마켓펄스가 스스로 남기는 기록", en: "What MarketPulse itself records" },
  "state.url": {
    ko: "sqlite:와 파일 경로. 여러 대가 함께 쓰려면 postgres://사용자:비밀번호@호스트:5432/데이터베이스",
    en:
      "sqlite: and the path of a file; postgres://user:password@host:5432/database where several instances share it",
  },
  business: { ko: "영업일과 매출의 기준", en: "How days and revenue are counted" },
  "business.timezone": { ko: "영업일의 시간대", en: "Time zone of the business day" },
  "business.day_start": { ko: "하루가 시작하는 시각", en: "Time at which a day begins" },
  "business.low_stock": { ko: "이 수량 이하면 재고 부족", en: "Stock up to which a product is low" },
  "business.revenue": {
    ko: "gross: 모든 주문의 금액, net: 취소된 주문을 뺀 금액",
    en: "gross: the amount of every order; net: without the cancelled",
  },
  interval: { ko: "수집 주기", en: "How often figures are collected" },
  "interval.metrics": { ko: "데이터베이스를 읽는 주기", en: "Between two readings of the database" },
  "interval.checks": { ko: "마켓 API를 확인하는 주기", en: "Between two checks of a market's API" },
  ...schemaKeyTexts,
  markets: {
    ko: "확인할 마켓 API. 인증 정보를 모두 비워 두면 키 없이 응답하는지만 확인합니다",
    en: "Market APIs to check; without credentials only whether they answer",
  },
  "markets.coupang": { ko: "쿠팡", en: "Coupang" },
  "markets.naver": { ko: "네이버 스마트스토어", en: "Naver Smart Store" },
  "markets.11st": { ko: "11번가", en: "11st" },
  "markets.esm": { ko: "G마켓·옥션 (ESM Trading API)", en: "Gmarket and Auction (ESM Trading API)" },
  "markets.ssg": { ko: "SSG. 응답하는지만 확인합니다", en: "SSG; only whether it answers" },
  "markets.lotteon": { ko: "롯데ON. 응답하는지만 확인합니다", en: "Lotte ON; only whether it answers" },
  "markets.kakao": {
    ko: "카카오 톡스토어. 응답하는지만 확인합니다",
    en: "Kakao Talk Store; only whether it answers",
  },
  "markets.cafe24": { ko: "카페24. 응답하는지만 확인합니다", en: "Cafe24; only whether it answers" },
  "markets.cafe24.base_url": {
    ko: "API 주소. 예: https://쇼핑몰ID.cafe24api.com/api/v2",
    en: "Where its API is, such as https://MALL.cafe24api.com/api/v2",
  },
  "markets.shopify": { ko: "쇼피파이", en: "Shopify" },
  "markets.shopify.base_url": {
    ko: "API 주소. 예: https://스토어.myshopify.com/admin/api/2026-10",
    en: "Where its API is, such as https://SHOP.myshopify.com/admin/api/2026-10",
  },
  "markets.amazon": {
    ko: "아마존 SP-API (극동). 응답하는지만 확인합니다",
    en: "Amazon SP-API (Far East); only whether it answers",
  },
  "markets.*.enabled": { ko: "확인할지 여부", en: "Whether it is checked" },
  "markets.*.name": { ko: "화면에 보일 이름", en: "Its name on the page" },
  "markets.*.base_url": { ko: "API 주소", en: "Where its API is" },
  "markets.*.timeout": {
    ko: "이 시간 안에 답이 없으면 장애",
    en: "Without an answer by then it counts as down",
  },
  "markets.*.slow": { ko: "이보다 늦은 답은 느림", en: "An answer that takes longer counts as slow" },
  "markets.*.calls_per_hour": {
    ko:
      "한 시간에 보내는 요청의 한도. 다시 시작해도 이어서 셉니다. Redis가 있으면 함께 쓰는 서버 전체의 한도이며, 4분의 1은 Redis가 끊길 때를 위해 남겨 둡니다",
    en:
      "The most requests within an hour, counted across restarts; with Redis by all instances that share it, and a quarter is kept back for when it fails",
  },
  "markets.coupang.access_key": {
    ko: "WING의 OPEN API 키: Access Key",
    en: "Access key of the open API in WING",
  },
  "markets.coupang.secret_key": {
    ko: "WING의 OPEN API 키: Secret Key",
    en: "Secret key of the open API in WING",
  },
  "markets.coupang.vendor_id": { ko: "업체코드. 예: A00012345", en: "Vendor code, such as A00012345" },
  "markets.coupang.key_issued": {
    ko: "키를 발급받은 날. 예: 2026-06-01. 적으시면 만료(180일) 전에 알려 드립니다",
    en: "Day on which the key was issued, such as 2026-06-01; before it ends (180 days) you are told",
  },
  "markets.naver.client_id": {
    ko: "커머스API센터의 애플리케이션 ID",
    en: "Application ID of the commerce API centre",
  },
  "markets.naver.client_secret": {
    ko: "애플리케이션 시크릿. $2a$로 시작하는 29자",
    en: "Application secret, 29 characters that begin with $2a$",
  },
  "markets.11st.api_key": {
    ko: "OPEN API CENTER의 Seller API 키",
    en: "Seller API key of the OPEN API CENTER",
  },
  "markets.esm.master_id": { ko: "ESM PLUS의 마스터 ID", en: "Master ID of ESM PLUS" },
  "markets.esm.secret_key": { ko: "ESM Trading API의 비밀 키", en: "Secret key of the ESM Trading API" },
  "markets.esm.domain": {
    ko: "ESM에 등록한 도메인. 예: www.example.com",
    en: "The domain registered with ESM, such as www.example.com",
  },
  "markets.esm.seller_ids": {
    ko: "판매자 ID. 예: A:옥션아이디,G:지마켓아이디",
    en: "Seller IDs, such as A:auctionid,G:gmarketid",
  },
  "markets.shopify.access_token": {
    ko: "앱의 Admin API 액세스 토큰",
    en: "The app's access token of the Admin API",
  },
  self_check: {
    ko: "마켓을 탓하기 전에 내 인터넷 연결을 확인합니다",
    en: "Whether this machine is online is asked before a market is blamed",
  },
  "self_check.targets": {
    ko: "연결해 볼 곳(주소 또는 이름:포트). 이름은 DNS도 함께 확인합니다. 비우면 확인하지 않습니다",
    en: "Who is asked, address or name and port; a name tells of the DNS, too. Empty: nobody",
  },
  proxy: {
    ko: "마켓에 나갈 때 거치는 HTTP 프록시(사내망 등)",
    en: "The HTTP proxy on the way to the markets, as in a company's network",
  },
  "proxy.url": {
    ko: "프록시 주소. 비우면 거치지 않습니다. 이때 self_check.targets에는 프록시 없이 닿는 곳을 적으세요",
    en: "Its address; empty: none. With one, let self_check.targets name hosts that are reached without it",
  },
  "proxy.except": {
    ko: "프록시 없이 나갈 이름들(쉼표로 구분)",
    en: "Names that are reached without it, with commas between",
  },
  auth: { ko: "누가 들어올 수 있는지", en: "Who may come in" },
  "auth.mode": {
    ko:
      "auto: 사용자가 없는 동안 이 컴퓨터에서만 로그인 없이 엽니다. password: 항상 로그인합니다. none: 누구에게나 엽니다",
    en:
      "auto: open without a login to this machine alone, while there is no user; password: always with a login; none: open to everybody",
  },
  "auth.session": { ko: "로그인이 유지되는 시간", en: "How long one stays logged in" },
  "auth.session.idle": {
    ko: "쓰지 않으면 로그아웃되는 시간",
    en: "Without use for so long one is logged out",
  },
  "auth.session.absolute": {
    ko: "계속 쓰더라도 다시 로그인해야 하는 시간",
    en: "After so long one has to log in again in any case",
  },
  ...oidcKeyTexts,
  checks: {
    ko:
      '마켓 밖에서 함께 확인할 것(http, tcp, tls, sql). 예: [{ name: 자사몰, type: http, target: "https://shop.example.com/health", expect: { body: ok } }]',
    en:
      'What else is checked (http, tcp, tls, sql), such as [{ name: shop, type: http, target: "https://shop.example.com/health", expect: { body: ok } }]',
  },
  charts: {
    ko:
      "내 차트. 스냅샷의 경로나 metrics의 지표를 그립니다. 예: [{ title: 마켓별 주문, type: bar, metric: orders.by_market, value: orders }]",
    en:
      "Charts of your own, of a path in the snapshot or of a metric, such as [{ title: Orders by market, type: bar, metric: orders.by_market, value: orders }]",
  },
  layout: {
    ko: "화면에 어떤 카드를 어떤 순서로 보여 줄지. /settings에서 정하면 그것이 우선합니다",
    en: "Which cards a page shows in which order; what is arranged on /settings wins over it",
  },
  "layout.dashboard": {
    ko: "판매 현황의 카드. 예: [sales, health, metric.refunds, chart.orders]. null이면 모두 보여 줍니다",
    en: "Cards of the dashboard, such as [sales, health, metric.refunds, chart.orders]; null: all",
  },
  "layout.market": {
    ko:
      "마켓 화면의 카드. 모든 마켓에 함께 적용됩니다. 예: [checks, state, responses, chart.orders]. null이면 기본 카드 세 개를 보여 줍니다",
    en:
      "Cards of every market's page, such as [checks, state, responses, chart.orders]; null: the program's own three",
  },
  metrics: {
    ko:
      '내 쇼핑몰만의 지표. 읽기만 하는 SQL 하나로 정합니다. 예: [{ name: refunds, title: 오늘 환불, sql: "SELECT count(*) FROM refunds WHERE refunded_at >= current_date" }]',
    en:
      'Figures of your own, each read by one SQL statement, such as [{ name: refunds, title: Refunds today, sql: "SELECT count(*) FROM refunds WHERE refunded_at >= current_date" }]',
  },
};

/** What stands at the top of the file with every default. */
export const headText: Text = {
  ko: `마켓펄스 설정: 모든 항목과 기본값입니다. 필요한 것만 남기고 지우셔도 됩니다.
환경 변수가 이 파일보다, 명령 옵션이 환경 변수보다 우선합니다. "\${이름}"은 환경 변수의 값이 됩니다.

편집기에서 자동 완성을 쓰려면 marketpulse config schema > marketpulse.schema.json을 실행하고 파일 첫 줄에 적어 주세요:
  # yaml-language-server: $schema=marketpulse.schema.json`,
  en: `The configuration of MarketPulse, with every key and its default. Keep what you need, the rest may go.
The environment wins over this file, flags win over the environment. "\${NAME}" becomes the variable's value.

For completion in an editor run marketpulse config schema > marketpulse.schema.json and begin the file with:
  # yaml-language-server: $schema=marketpulse.schema.json`,
};

/** What the key at `path` means; undefined when nobody has written it down. */
export function keyText(path: readonly string[]): Text | undefined {
  const shared = path.map((step, index) => index === 1 && path[0] === "markets" ? "*" : step);
  return keyTexts[path.join(".")] ?? keyTexts[shared.join(".")];
}
