import type { Text } from "../shared/text.ts";

/** What a seller can do about each finding, shown beside it. */
export const REMEDIES = {
  slow: {
    ko: "응답이 평소 기준보다 느립니다. 계속되면 마켓 공지를 확인해 주세요.",
    en: "Slower than the configured limit. If it goes on, look at the market's notices",
  },
  slowerThanUsual: {
    ko: "이 마켓의 평소 응답 시간보다 훨씬 느립니다. 계속되면 마켓 공지를 확인해 주세요.",
    en: "Much slower than this market usually is. If it goes on, look at the market's notices",
  },
  timeout: {
    ko: "제한 시간 안에 응답이 없습니다. 마켓 공지를 확인해 주세요. 복구되면 자동으로 표시됩니다.",
    en: "No answer in time. Look at the market's notices; recovery shows here by itself",
  },
  dns: {
    ko: "마켓 주소를 찾지 못했습니다. base_url 설정과 이 서버의 DNS를 확인해 주세요.",
    en: "The market's name was not found. Check base_url and this server's DNS",
  },
  unreachable: {
    ko: "마켓 서버에 연결되지 않습니다. 마켓 공지와 이 서버의 방화벽을 확인해 주세요.",
    en: "The market's server takes no connection. Look at its notices and at this server's firewall",
  },
  broken: {
    ko: "마켓과의 연결이 응답 도중 끊겼습니다. 계속되면 마켓 공지와 프록시를 확인해 주세요.",
    en:
      "The connection broke before a whole answer came. If it goes on, check the market's notices and your proxy",
  },
  certificate: {
    ko:
      "마켓 서버의 인증서를 신뢰할 수 없습니다. 이 서버의 시계, 사내 보안 프록시, base_url을 확인해 주세요.",
    en:
      "The server's certificate is not trusted. Check this server's clock, a security proxy in between, and base_url",
  },
  tls: {
    ko:
      "암호화 연결(TLS)을 맺지 못했습니다. base_url이 https 주소가 맞는지, 프록시가 끼어 있는지 확인해 주세요.",
    en:
      "No TLS connection could be made. Check that base_url is an https address and whether a proxy is in between",
  },
  unsendable: {
    ko: "인증 정보에 보낼 수 없는 문자(줄바꿈, 한글 등)가 있습니다. 설정의 키를 다시 복사해 넣어 주세요.",
    en:
      "A credential has characters that cannot be sent (a line break, for example). Copy it into the configuration again",
  },
  quota: {
    ko: "호출 한도를 넘었습니다. 5분 이상 확인을 멈춥니다. 다른 프로그램의 호출량도 줄여 주세요.",
    en:
      "The call limit is exceeded. Checks pause for at least 5 minutes; let your other programs call less, too",
  },
  gatewayTimeout: {
    ko: "마켓 내부 처리가 시간 안에 끝나지 않았습니다. 마켓 공지를 확인해 주세요.",
    en: "The market's gateway timed out. Look at the market's notices",
  },
  marketFault: {
    ko: "마켓 서버 오류입니다. 셀러님이 하실 일은 없습니다. 마켓 공지를 확인하며 기다려 주세요.",
    en: "The market's server has a fault. Nothing to be done on your side but to watch its notices",
  },
  redirect: {
    ko: "마켓이 다른 주소로 안내했습니다. 따라가지 않았습니다. base_url 설정을 확인해 주세요.",
    en: "The market redirects elsewhere, which is not followed. Check base_url",
  },
  refused: {
    ko: "마켓이 인증을 거부했습니다. 설정의 인증 정보를 확인해 주세요.",
    en: "The market refused our credentials. Check them in the configuration",
  },
  ourRequest: {
    ko:
      "마켓은 응답하지만 확인 요청을 받아들이지 않습니다. base_url 설정을 확인하고, 최신 버전으로 업데이트해 주세요.",
    en: "The market answers but does not take our request. Check base_url and update this program",
  },
  tooLong: {
    ko: "응답이 너무 길어 끝까지 읽지 않았습니다. base_url 설정을 확인해 주세요.",
    en: "The answer is too long and was not read to its end. Check base_url",
  },
  unreadable: {
    ko: "응답을 해석할 수 없습니다. base_url 설정과 중간 프록시를 확인해 주세요.",
    en: "The answer cannot be understood. Check base_url and any proxy in between",
  },
  errorInside: {
    ko: "마켓이 응답 안에 오류를 담아 보냈습니다. 표시된 코드로 마켓에 문의해 주세요.",
    en: "The market answers with an error inside. Ask the market about the code shown",
  },
  selfOffline: {
    ko: "이 서버의 인터넷 연결이 끊긴 것 같습니다. 마켓 장애로 집계하지 않습니다. 네트워크를 확인해 주세요.",
    en: "This server itself seems to be offline, so no market is blamed. Check the network",
  },
  ownNames: {
    ko:
      "이 서버의 DNS가 다른 주소도 찾지 못합니다. 마켓 장애로 집계하지 않습니다. 서버의 DNS 설정(/etc/resolv.conf 등)을 확인해 주세요.",
    en:
      "This server's DNS finds no other name either, so no market is blamed. Check its DNS settings (/etc/resolv.conf, for example)",
  },
  ownProxy: {
    ko:
      "설정한 프록시로 나갈 수 없어 확인하지 못했습니다. 마켓 장애로 집계하지 않습니다. proxy.url과 프록시의 허용 목록을 확인해 주세요.",
    en:
      "The configured proxy lets nothing through, so no market is blamed. Check proxy.url and what the proxy allows",
  },
  ownLag: {
    ko: "이 서버가 너무 바빠 정확히 잴 수 없습니다. CPU와 메모리를 쓰는 다른 프로그램을 확인해 주세요.",
    en: "This server is too busy to measure anything. Look for what else uses its CPU and memory",
  },
  budgetSpent: {
    ko: "한 시간 호출 예산을 다 써서 확인하지 않았습니다. calls_per_hour를 늘리거나 확인 주기를 늘려 주세요.",
    en: "Not checked, because this hour's budget is spent. Raise calls_per_hour or lengthen the interval",
  },
  budgetUnknown: {
    ko:
      "지난 한 시간의 호출 수를 알 수 없어 마켓에 요청을 보내지 않았습니다. Redis와 상태 저장소(state.url)를 확인해 주세요. 늦어도 한 시간 뒤에는 다시 확인합니다.",
    en:
      "Not checked, because the calls of the last hour cannot be counted. Check Redis and the own state (state.url); " +
      "after an hour at the latest checks go on",
  },
  clock: {
    ko: "이 서버의 시계가 맞지 않아 서명이 거부되었습니다. 시간 동기화(NTP)를 켜 주세요.",
    en: "The signature was refused because this server's clock is off. Turn on time synchronisation (NTP)",
  },
  maintenance: {
    ko: "마켓이 점검 중입니다. 점검이 끝나면 자동으로 표시됩니다.",
    en: "The market is under maintenance. Its return shows here by itself",
  },
  coupangSecret: {
    ko: "서명이 거부되었습니다. secret_key가 WING에서 발급한 값과 같은지 확인해 주세요.",
    en: "The signature was refused. Check that secret_key is the one issued in WING",
  },
  coupangAccessKey: {
    ko: "access_key를 쓸 수 없습니다. WING에서 OPEN API 키의 유효 기간(180일)을 확인하고 재발급해 주세요.",
    en:
      "The access_key is not accepted. Check in WING whether it has expired (180 days) and have it reissued",
  },
  coupangIp: {
    ko: "허용되지 않은 IP입니다. WING의 OPEN API 키 설정에 이 서버의 공인 IP를 등록해 주세요.",
    en: "This address is not allowed. Register this server's public IP with the open API key in WING",
  },
  coupangBlocked: {
    ko:
      "오류 호출이 많아 쿠팡이 접속을 잠시 막았습니다. 5분 이상 확인을 멈춥니다. 다른 프로그램의 반복 오류를 확인해 주세요.",
    en:
      "Coupang blocks this address for a while after many failed calls. Checks pause for at least 5 minutes; " +
      "look for another program that keeps failing",
  },
  blocked: {
    ko: "API 앞의 보안 장비가 접속을 막고 있습니다. 다른 네트워크에서도 같은지 확인해 주세요.",
    en: "Something in front of the API blocks this address. See whether it is the same from another network",
  },
  esmKey: {
    ko:
      "인증이 거부되었습니다. ESM PLUS에서 master_id와 secret_key, 등록한 도메인과 IP, seller_ids의 판매자 ID를 확인해 주세요.",
    en:
      "Authorization was refused. Compare master_id, secret_key, the registered domain and IP, and seller_ids with ESM PLUS",
  },
  shopifyToken: {
    ko: "액세스 토큰이 거부되었습니다. 쇼피파이 관리자에서 앱의 토큰과 권한을 확인해 주세요.",
    en: "The access token was refused. Check the app's token and scopes in Shopify's admin",
  },
  shopifyFrozen: {
    ko: "쇼피파이가 스토어를 멈춘 상태입니다. 쇼피파이 관리자에서 결제와 알림을 확인해 주세요.",
    en: "Shopify has frozen or locked the store. Look at billing and notices in its admin",
  },
  naverSecret: {
    ko:
      "client_id 또는 client_secret이 거부되었습니다. 커머스API센터의 값과 같은지, 시크릿을 재발급하지 않았는지 확인해 주세요.",
    en:
      "client_id or client_secret was refused. Compare them with the API centre's; a reissued secret ends the old one",
  },
  naverSecretForm: {
    ko:
      "client_secret은 $2a$로 시작하는 29자여야 합니다. $ 뒤가 잘리지 않았는지 확인해 주세요. 잘못된 값은 보내지 않았습니다.",
    en:
      "client_secret has 29 characters and starts with $2a$. Check that nothing was lost after a $. Nothing was sent",
  },
  naverPermission: {
    ko:
      "인증이 거부되었습니다. 커머스API센터에서 애플리케이션에 '판매자정보' API 그룹이 있는지 확인해 주세요.",
    en:
      "Authorization was refused. Check in the API centre that the application has the API group 판매자정보 (seller)",
  },
  naverState: {
    ko:
      "스토어 또는 애플리케이션 상태 때문에 거부되었습니다. 커머스API센터에서 상태와 권한(180일 재인증)을 확인해 주세요.",
    en:
      "Refused because of the store's or application's state. Check it in the API centre (180-day re-authentication)",
  },
  naverIp: {
    ko: "허용되지 않은 IP입니다. 커머스API센터의 API호출 IP에 이 서버의 공인 IP를 등록해 주세요.",
    en: "This address is not allowed. Register this server's public IP in the API centre (API호출 IP)",
  },
  naverQuota: {
    ko:
      "네이버가 이 애플리케이션의 호출을 제한하고 있습니다. 제한이 풀릴 때까지 확인을 멈춥니다. 다른 프로그램의 토큰 요청 형식을 확인해 주세요.",
    en:
      "Naver limits this application's calls. Checks pause meanwhile; check how your other programs request tokens",
  },
  elevenstKey: {
    ko: "API 키가 거부되었습니다. 11번가 OPEN API CENTER의 Seller API 키와 같은지 확인해 주세요.",
    en: "The API key was refused. Compare it with the Seller API key in 11st's OPEN API CENTER",
  },
  elevenstApproval: {
    ko: "Seller API 사용 승인이 없습니다. 11번가 OPEN API CENTER에서 승인 상태를 확인해 주세요.",
    en: "The Seller API is not approved for this key. Check the approval in 11st's OPEN API CENTER",
  },
  elevenstIp: {
    ko: "허용되지 않은 IP입니다. 11번가 OPEN API CENTER에 이 서버의 공인 IP를 등록해 주세요.",
    en: "This address is not allowed. Register this server's public IP in 11st's OPEN API CENTER",
  },
  elevenstPath: {
    ko: "11번가는 응답하지만 이 키로 쓸 수 없는 API라고 합니다. 키의 API 권한과 base_url을 확인해 주세요.",
    en: "11st answers that this API is not registered for the key. Check the key's permissions and base_url",
  },
  elevenstPage: {
    ko: "데이터 대신 안내 페이지가 왔습니다. 점검이나 접속 차단일 수 있으니 11번가 공지를 확인해 주세요.",
    en: "A page came instead of data: maintenance or a block. Look at 11st's notices",
  },
  elevenstFriday: {
    ko: "금요일 새벽 정기점검으로 보입니다. 오전 8시 이후에도 계속되면 11번가 공지를 확인해 주세요.",
    en:
      "Probably the regular maintenance early on Fridays. If it lasts beyond 08:00 KST, look at 11st's notices",
  },
} as const satisfies Record<string, Text>;

/** Our clock is so far off that it explains a refusal; `skew` in milliseconds, positive when it is ahead. */
export function remedyForClock(skew: number): Text {
  const seconds = Math.round(Math.abs(skew) / 1000);
  return skew > 0
    ? {
      ko: `이 서버의 시계가 ${seconds}초 빨라 인증이 거부된 것으로 보입니다. 시간 동기화(NTP)를 켜 주세요.`,
      en:
        `Probably refused because this server's clock is ${seconds} s ahead. Turn on time synchronisation (NTP)`,
    }
    : {
      ko: `이 서버의 시계가 ${seconds}초 느려 인증이 거부된 것으로 보입니다. 시간 동기화(NTP)를 켜 주세요.`,
      en:
        `Probably refused because this server's clock is ${seconds} s behind. Turn on time synchronisation (NTP)`,
    };
}

/** Some credentials are given and these are not. */
export function remedyForMissing(names: readonly string[]): Text {
  const list = names.join(", ");
  return {
    ko:
      `인증 정보가 일부만 있어 확인하지 않았습니다. 설정에 ${list} 값을 넣어 주세요. 모두 비우면 키 없이 확인합니다.`,
    en:
      `Not checked, because credentials are incomplete. Set ${list}, or leave all empty to be checked without a key`,
  };
}

export function reasonForMissing(names: readonly string[]): Text {
  const list = names.join(", ");
  return { ko: `설정에 없는 값: ${list}`, en: `Not set: ${list}` };
}

/** @param limit calls an hour */
export function reasonForSpentBudget(limit: number): Text {
  return {
    ko: `한 시간 호출 예산 ${limit}회를 다 썼습니다`,
    en: `The budget of ${limit} calls an hour is spent`,
  };
}
