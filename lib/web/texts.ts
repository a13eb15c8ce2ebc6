import type { Text } from "../shared/text.ts";

/** What the web application says to people whose request it does not answer. */
export const webTexts = {
  originRefused: (origin: string): Text => ({
    ko:
      `다른 주소(${origin})의 페이지는 실시간 연결을 열 수 없습니다. 허용하려면 설정의 server.allowed_origins에 추가해 주세요`,
    en:
      `A page of another origin (${origin}) may not open the live connection: to allow it, add it to server.allowed_origins in the configuration`,
  }),
  crossSite: {
    ko: "다른 사이트에서 보낸 요청이라 아무것도 바꾸지 않았습니다. 이 서버의 화면에서 다시 시도해 주세요",
    en: "Nothing was changed, because another site sent the request: use this server's own page",
  },
  hostRefused: (host: string): Text => ({
    ko:
      `${host}(이)라는 이름으로 온 요청은 거부합니다. 다른 사이트가 이 서버인 척하고 데이터를 읽지 못하게 하기 위해서입니다. 이 이름으로 여시려면 marketpulse.yaml에 다음과 같이 적고 다시 시작해 주세요. server: { allowed_hosts: [${host}] }`,
    en:
      `Requests for the name ${host} are refused, so that no other site can pass itself off as this server and read its data: to use this name, write into marketpulse.yaml server: { allowed_hosts: [${host}] } and start again`,
  }),
  badUpgrade: {
    ko: "WebSocket 요청에 Sec-WebSocket-Key 헤더가 없습니다. 프록시가 이 헤더를 지우지 않는지 확인해 주세요",
    en: "Cannot open a WebSocket without the header Sec-WebSocket-Key: check that no proxy drops it",
  },
  full: (seconds: number): Text => ({
    ko:
      `접속자 수가 한도에 이르러 연결할 수 없습니다. ${seconds}초 뒤에 다시 시도하거나 설정의 server.max_clients를 늘려 주세요`,
    en:
      `Cannot connect: the limit of clients is reached. Try again in ${seconds} s, or raise server.max_clients in the configuration`,
  }),
  full_for_address: (seconds: number): Text => ({
    ko:
      `이 주소의 접속자 수가 한도에 이르러 연결할 수 없습니다. 다른 화면을 닫고 ${seconds}초 뒤에 다시 시도하거나 설정의 server.max_clients_per_address를 늘려 주세요`,
    en:
      `Cannot connect: this address has as many clients as it may have. Close others and try again in ${seconds} s, or raise server.max_clients_per_address in the configuration`,
  }),
  busy: (seconds: number): Text => ({
    ko: `한꺼번에 많은 화면이 접속하고 있어 잠시 연결할 수 없습니다. ${seconds}초 뒤에 다시 시도해 주세요`,
    en: `Cannot connect: very many clients are connecting at once. Try again in ${seconds} s`,
  }),
  draining: (seconds: number): Text => ({
    ko: `서버가 종료되는 중이라 연결할 수 없습니다. ${seconds}초 뒤에 다시 접속해 주세요`,
    en: `Cannot connect: the server is shutting down. Connect again in ${seconds} s`,
  }),
  unknownMetric: {
    ko: "그런 이름의 지표가 없습니다. 설정 파일 metrics에 적은 name을 metric에 적어 주세요",
    en:
      "There is no metric of that name: metric must be the name of one in metrics of the configuration file",
  },
  badMetric: {
    ko: 'metric에는 스냅샷 안의 경로를 적어 주세요. 예: "sales.today.today_orders"',
    en:
      'Cannot answer: metric must be the path of a figure in the snapshot, such as "sales.today.today_orders"',
  },
  badTime: {
    ko: "from과 to에는 시간대가 있는 ISO 8601 시각을 적어 주세요. 예: 2026-11-24T09:00:00+09:00",
    en: "Cannot answer: from and to must be ISO 8601 times with an offset, such as 2026-11-24T09:00:00+09:00",
  },
  badSpan: {
    ko: "from은 to보다 앞선 시각이어야 합니다",
    en: "Cannot answer: from must be before to",
  },
  badStep: {
    ko: "step은 1 이상의 정수(초)여야 합니다",
    en: "Cannot answer: step must be a whole number of seconds, at least 1",
  },
  tooManyPoints: (most: number): Text => ({
    ko: `한 번에 ${most}개까지 조회할 수 있습니다. step을 늘리거나 기간을 줄여 주세요`,
    en: `Cannot answer with more than ${most} points: use a larger step or a shorter span`,
  }),
  notFound: {
    ko: "없는 주소입니다. 주소를 확인해 주세요",
    en: "There is nothing at this address: check it",
  },
  badRequest: {
    ko: "요청을 이해할 수 없습니다. 주소와 요청 방식(GET)을 확인해 주세요",
    en: "Cannot answer this request: check its address and its method (GET)",
  },
  wrongMethod: {
    ko: "이 주소에서는 쓸 수 없는 요청 방식입니다. 쓸 수 있는 방식은 Allow 헤더에 있습니다",
    en: "This address does not take the request's method: the header Allow says which it takes",
  },
  internal: {
    ko: "서버에서 오류가 발생했습니다. 자세한 내용은 서버 로그에 있습니다",
    en: "The server failed to answer: its log says why",
  },
} as const;
