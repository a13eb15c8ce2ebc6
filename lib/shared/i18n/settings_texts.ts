/** The texts of the settings page, which no other page needs. */
import type { Language, Text } from "../text.ts";
import { inLanguage } from "./in_language.ts";

const TEXTS = {
  title: { ko: "화면 구성", en: "Arrange cards" },
  about: {
    ko: "화면마다 보여 줄 카드와 순서를 정합니다. 저장하면 열려 있는 모든 화면이 바로 바뀝니다.",
    en: "Choose which cards a page shows, and their order. Saved, it changes on every open screen at once.",
  },
  pages: { ko: "구성할 화면", en: "Page to arrange" },
  dashboardPage: { ko: "판매 현황", en: "Dashboard" },
  marketPage: { ko: "마켓 화면", en: "Market pages" },
  marketAbout: {
    ko: "모든 마켓의 화면에 함께 적용됩니다. 직접 만든 지표와 차트는 선택한 것만 보입니다.",
    en: "It holds for the pages of all markets. Metrics and charts of your own are shown only if chosen.",
  },
  help: {
    ko: "카드를 끌어 옮기거나, 위아래 버튼 또는 순서 번호로 옮길 수 있습니다.",
    en: "Drag a card, or move it with its buttons or by its number.",
  },
  cards: { ko: "카드 목록", en: "Cards" },
  show: { ko: "{card} 보이기", en: "Show {card}" },
  position: { ko: "{card} 순서", en: "Position of {card}" },
  up: { ko: "{card} 위로", en: "Move {card} up" },
  down: { ko: "{card} 아래로", en: "Move {card} down" },
  moved: { ko: "{card}: {count}개 중 {position}번째", en: "{card} is number {position} of {count}" },
  save: { ko: "저장", en: "Save" },
  reset: { ko: "설정 파일대로 되돌리기", en: "Go back to the file" },
  fromFile: {
    ko: "지금은 설정 파일(layout)대로 보여 주고 있습니다.",
    en: "At present the cards are as the configuration file (layout) says.",
  },
  fromHere: {
    ko: "지금은 이 화면에서 저장한 구성을 보여 주고 있습니다.",
    en: "At present the cards are as they were saved here.",
  },
  saved: { ko: "저장했습니다.", en: "Saved." },
  unsaved: { ko: "아직 저장하지 않은 변경이 있습니다.", en: "There are changes that are not saved yet." },
  failed: {
    ko: "저장하지 못했습니다. 연결을 확인하신 뒤 다시 눌러 주세요.",
    en: "It could not be saved. Check the connection and try again.",
  },
  yaml: { ko: "설정 파일에 옮기기", en: "For the configuration file" },
  yamlAbout: {
    ko: "marketpulse.yaml에 붙여 넣으면 다른 서버에서도 같은 구성을 쓸 수 있습니다.",
    en: "Pasted into marketpulse.yaml it shows the same on another server.",
  },
  copy: { ko: "복사", en: "Copy" },
  copied: { ko: "복사했습니다.", en: "Copied." },
  notCopied: {
    ko: "복사하지 못했습니다. 직접 선택해 복사해 주세요.",
    en: "It could not be copied: select it.",
  },
  download: { ko: "파일로 받기", en: "Download" },
  preview: { ko: "미리 보기", en: "Preview" },
  previewOf: { ko: "{market} 화면으로 보여 드립니다.", en: "Shown with the page of {market}." },
  noMarket: {
    ko: "확인하는 마켓이 없어 미리 볼 수 없습니다. 설정 파일의 markets에 마켓을 추가해 주세요.",
    en: "There is no market to show it with: add one to markets in the configuration file.",
  },
  backHome: { ko: "판매 현황으로 돌아가기", en: "Back to the dashboard" },
  badArrangement: {
    ko:
      "카드 구성을 읽을 수 없습니다. { dashboard: { order: [...], hidden: [...] } } 또는 { market: { … } } 형식으로 보내 주세요",
    en:
      "The arrangement cannot be read: send { dashboard: { order: [...], hidden: [...] } } or { market: { … } }",
  },
} as const satisfies Record<string, Text>;

export type SettingsTexts = Readonly<Record<keyof typeof TEXTS, string>>;

export function settingsTexts(language: Language): SettingsTexts {
  return inLanguage(TEXTS, language);
}

export const settingsText = (name: keyof typeof TEXTS): Text => TEXTS[name];
