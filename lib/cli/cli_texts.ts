import { markets } from "../markets/markets.ts";
import type { Text } from "../shared/text.ts";

const MARKETS = Object.keys(markets).join(", ");

/** What the command line says. */
export const cliTexts = {
  program: {
    ko: "여러 마켓에서 파는 쇼핑몰의 현황과 마켓 API 상태를 실시간으로 보여 줍니다",
    en: "Shows a multi-market shop and the health of its markets' APIs, live",
  },
  serve: { ko: "대시보드 서버를 시작합니다 (기본 명령)", en: "Start the dashboard server (the default)" },
  check: {
    ko: "설정을 검사하고 모든 곳에 연결해 보고, 잘못된 점과 해결 방법을 알려 줍니다",
    en: "Check the configuration, connect to everything, and say what is wrong and the remedy",
  },
  config: {
    ko: "설정 파일을 쓸 때 필요한 것을 출력합니다",
    en: "Print what helps with writing a configuration",
  },
  configPrint: {
    ko: "모든 항목의 기본값과 설명이 담긴 YAML을 출력합니다",
    en: "Print a complete commented YAML with every default",
  },
  configSchema: {
    ko: "편집기가 쓰는 JSON Schema를 출력합니다",
    en: "Print the JSON Schema of the configuration, for editors",
  },
  moreHelp: {
    ko: "명령마다 쓸 수 있는 옵션은 marketpulse <명령> --help로 볼 수 있습니다",
    en: "The options of a command: marketpulse <command> --help",
  },
  badConfig: {
    ko: "설정에 잘못된 곳이 있어 시작할 수 없습니다",
    en: "Cannot start, the configuration has faults",
  },
} as const;

export const flagTexts = {
  version: { ko: "버전을 출력합니다", en: "Print the version" },
  help: { ko: "도움말을 출력합니다", en: "Print this help" },
  config: {
    ko: "설정 파일 (기본: 있으면 marketpulse.yaml)",
    en: "Configuration file (default: marketpulse.yaml, if there)",
  },
  host: { ko: "접속을 받을 주소 (기본: 127.0.0.1)", en: "Address to listen on (default: 127.0.0.1)" },
  port: { ko: "접속을 받을 포트 (기본: 8765)", en: "Port to listen on (default: 8765)" },
  demo: { ko: "데이터베이스 대신 데모 쇼핑몰을 보여 줍니다", en: "Show the demo shop instead of a database" },
  json: { ko: "결과를 JSON으로 출력합니다", en: "Print the findings as JSON" },
  market: {
    ko: `이 마켓(${MARKETS})이나 checks에 적은 점검 하나만 확인합니다`,
    en: `Look at this market (${MARKETS}) or this own check only`,
  },
  verbose: { ko: "요청과 응답까지 자세히 보여 줍니다", en: "Show what exactly was asked and answered" },
  printTriggers: {
    ko: "테이블이 바뀌면 바로 알려 주는 트리거의 SQL을 출력합니다 (실행하지는 않습니다)",
    en: "Print the SQL of triggers that tell at once when tables change (it is not run)",
  },
  publicUrl: {
    ko: "이 공개 주소로 페이지와 실시간 연결이 열리는지도 확인합니다",
    en: "Check pages and live connection from this address, through the proxy, too",
  },
} as const satisfies Record<string, Text>;

/** Headings of the help, by what the parser calls them. */
export const HELP_TITLES: Readonly<Record<string, Text>> = {
  "Usage:": { ko: "사용법:", en: "Usage:" },
  "Options:": { ko: "옵션:", en: "Options:" },
  "Commands:": { ko: "명령:", en: "Commands:" },
};

export const EXIT_CODES: Text = {
  ko: "종료 코드: 0 정상, 1 오류, 2 잘못된 사용법, 70 다시 시작해야 함",
  en: "Exit codes: 0 ok, 1 fault, 2 wrong usage, 70 to be started again",
};

const SEE_HELP: Text = {
  ko: "marketpulse --help로 사용법을 볼 수 있습니다",
  en: "see marketpulse --help",
};

/** What is wrong with the arguments. */
export const usageTexts = {
  unknownFlag: (flag: string, nearest: string | undefined): Text => ({
    ko: nearest
      ? `없는 옵션 ${flag} 대신 ${nearest} 옵션을 쓰려 하셨나요?`
      : `없는 옵션입니다: ${flag}. ${SEE_HELP.ko}`,
    en: nearest
      ? `Unknown option ${flag}, did you mean ${nearest}?`
      : `Unknown option ${flag}: ${SEE_HELP.en}`,
  }),
  unknownCommand: (word: string, nearest: string | undefined): Text => ({
    ko: nearest
      ? `없는 명령 ${word} 대신 ${nearest} 명령을 쓰려 하셨나요?`
      : `없는 명령입니다: ${word}. ${SEE_HELP.ko}`,
    en: nearest
      ? `Unknown command ${word}, did you mean ${nearest}?`
      : `Unknown command ${word}: ${SEE_HELP.en}`,
  }),
  excessArguments: (command: string): Text => ({
    ko: `${command} 명령 뒤에는 옵션만 적을 수 있습니다. ${SEE_HELP.ko}`,
    en: `Only options can follow the command ${command}: ${SEE_HELP.en}`,
  }),
  noValue: (flag: string): Text => ({
    ko: `${flag} 옵션에 값이 없습니다. ${SEE_HELP.ko}`,
    en: `A value is missing for the option ${flag}: ${SEE_HELP.en}`,
  }),
  noArgument: (name: string): Text => ({
    ko: `${name} 값이 없습니다. ${SEE_HELP.ko}`,
    en: `A value is missing for ${name}: ${SEE_HELP.en}`,
  }),
  noCommand: {
    ko: "명령을 하나 골라 주세요",
    en: "Choose one of the commands",
  },
  unknownCheck: (name: string, known: readonly string[]): Text => ({
    ko: `--market에 쓸 수 없는 이름입니다: ${name} (쓸 수 있는 이름: ${known.join(", ")})`,
    en: `Cannot check ${name}: --market takes one of ${known.join(", ")}`,
  }),
  notUrl: (text: string): Text => ({
    ko: `--public-url에는 https://shop.example.com과 같은 주소를 적어 주세요 (지금 값: ${text})`,
    en: `Cannot check the address ${text}: --public-url takes one such as https://shop.example.com`,
  }),
  other: (message: string): Text => ({ ko: `${message}. ${SEE_HELP.ko}`, en: `${message}: ${SEE_HELP.en}` }),
};
