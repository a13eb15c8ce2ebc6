/** What the check of the public address says. */
import type { Text } from "../shared/text.ts";

export type PublicFault =
  | "unreachable"
  | "notOurs"
  | "noFiles"
  | "foreignHost"
  | "foreign"
  | "noUpgrade"
  | "silent";

export const publicTexts = {
  page: (url: string): Text => ({
    ko: `${url}에서 페이지와 파일이 정상으로 열립니다`,
    en: `Page and files arrive from ${url}`,
  }),
  live: {
    ko: "실시간 연결(WebSocket)이 프록시를 지나 정상으로 열립니다",
    en: "The live connection (WebSocket) opens through the proxy",
  },
  liveAfterLogin: {
    ko: "실시간 연결(WebSocket)이 프록시를 지나 도착합니다. 로그인하면 열립니다",
    en: "The live connection (WebSocket) arrives through the proxy; it opens once one has logged in",
  },
  fault: {
    unreachable: (url): Text => ({
      ko: `${url}에 연결할 수 없습니다`,
      en: `${url} cannot be reached`,
    }),
    notOurs: (url): Text => ({
      ko: `${url}에서 마켓펄스가 응답하지 않습니다`,
      en: `It is not MarketPulse that answers at ${url}`,
    }),
    foreignHost: (url): Text => ({
      ko: `${url}의 이름이 설정에 없어 마켓펄스가 요청을 거부했습니다`,
      en: `MarketPulse refuses requests for the name of ${url}, because the configuration does not have it`,
    }),
    noFiles: (url): Text => ({
      ko: `${url}의 페이지는 열리지만 스크립트나 스타일 파일을 받을 수 없습니다`,
      en: `The page at ${url} arrives, but not its scripts or styles`,
    }),
    foreign: (url): Text => ({
      ko:
        `${url}의 페이지를 다른 사이트로 보고 실시간 연결을 거부했습니다. 프록시가 Host 헤더를 바꾸고 있습니다`,
      en:
        `The live connection was refused as one of another site than ${url}: the proxy changes the Host header`,
    }),
    noUpgrade: (): Text => ({
      ko: "실시간 연결(WebSocket)이 열리지 않습니다. 프록시가 Upgrade 헤더를 전달하지 않는 것으로 보입니다",
      en: "The live connection (WebSocket) does not open: the proxy seems to drop the Upgrade header",
    }),
    silent: (): Text => ({
      ko: "실시간 연결은 열리지만 데이터가 오지 않습니다. 프록시가 응답을 모아 두고 있을 수 있습니다",
      en: "The live connection opens but nothing arrives: the proxy may be buffering it",
    }),
  } satisfies Record<PublicFault, (url: string) => Text>,
};

const PROXY: Text = {
  ko: "nginx를 쓰신다면 다음과 같이 설정해 주세요",
  en: "With nginx, write",
};

/** `proxied`: lines for a proxy follow. */
export const publicRemedies: Record<PublicFault, { remedy: Text; proxied: boolean }> = {
  unreachable: {
    remedy: {
      ko: "주소가 맞는지, 프록시가 실행 중인지, DNS·방화벽·인증서가 올바른지 확인해 주세요",
      en: "Check the address, that the proxy runs, and DNS, firewall and certificate",
    },
    proxied: false,
  },
  notOurs: {
    remedy: {
      ko: "서버가 실행 중인지, server.base_path가 주소의 경로와 같은지 확인해 주세요. nginx 설정 예시입니다",
      en:
        "Check that the server runs and that server.base_path is the path of this address. With nginx, write",
    },
    proxied: true,
  },
  foreignHost: {
    remedy: {
      ko: "marketpulse.yaml의 server.allowed_hosts에 그 이름을 적고 다시 시작해 주세요",
      en: "Add the name to server.allowed_hosts in marketpulse.yaml and start again",
    },
    proxied: false,
  },
  noFiles: {
    remedy: {
      ko: "server.base_path가 주소의 경로와 같은지, 프록시가 그 아래를 모두 전달하는지 확인해 주세요",
      en: "Check that server.base_path is the path of this address and that the proxy passes on all below it",
    },
    proxied: true,
  },
  foreign: { remedy: PROXY, proxied: true },
  noUpgrade: { remedy: PROXY, proxied: true },
  silent: { remedy: PROXY, proxied: true },
};
