/** What the seller's own metrics, charts and layout have to be. */
import type { Text } from "../shared/text.ts";

export const ownRequirements = {
  metricNameTaken: {
    en: "must not be the name of another metric",
    ko: "다른 지표와 다른 이름을 적어 주세요",
  },
  title: {
    en: "must be text of at most 60 characters, or { ko, en } with one for each language",
    ko: "60자 이하의 문자열이나 { ko, en }으로 언어별 이름을 적어 주세요",
  },
  format: {
    en: 'must be empty or text with {value} once, at most 40 characters, such as "{value} boxes"',
    ko: '비워 두거나 "{value}박스"처럼 {value}가 한 번 들어 있는 40자 이하의 문자열을 적어 주세요',
  },
  badBeyondWarn: {
    en: "must not be reached before warn (with direction: below it is the smaller one)",
    ko: "warn보다 먼저 닿지 않는 값을 적어 주세요 (direction: below이면 bad가 더 작아야 합니다)",
  },
  chartNameTaken: {
    en: "must not be the name or title of another chart (give one of them a name)",
    ko: "다른 차트와 이름이나 제목이 같습니다. 한쪽에 name을 적어 주세요",
  },
  chartMetric: {
    en: "must be the path of a figure or a list in the snapshot, such as sales.weekly_trend, or custom.NAME",
    ko: "sales.weekly_trend처럼 스냅샷에 있는 값이나 목록의 경로, 또는 custom.이름을 적어 주세요",
  },
  figureType: {
    en: "must be number, or line or bar for the figure over time, because the metric is one figure",
    ko: "지표가 값 하나이므로 number나, 시간에 따라 보려면 line 또는 bar를 적어 주세요",
  },
  listType: {
    en: "must be line, bar, doughnut or table, because the metric is a list",
    ko: "지표가 목록이므로 line, bar, doughnut, table 중 하나를 적어 주세요",
  },
  noValue: {
    en: "must be left out, because the metric has only one figure",
    ko: "이 지표에는 값이 하나뿐이므로 지워 주세요",
  },
  ownSelect: {
    en: "must be one SQL statement that reads: it begins with SELECT, WITH, VALUES or TABLE",
    ko: "SELECT, WITH, VALUES, TABLE 중 하나로 시작하는, 읽기만 하는 SQL 문 하나를 적어 주세요",
  },
} satisfies Record<string, Text>;

/** Those that carry a figure or a name. */
export const ownRequirement = {
  noSuchMetric: (name: string): Text => ({
    en: `must be one that there is: metrics has none named ${name}`,
    ko: `metrics에 ${name}이라는 지표가 없습니다`,
  }),
  noSuchCard: (nearest: string): Text => ({
    en: `must be a card that there is, did you mean ${nearest}?`,
    ko: `없는 카드입니다. ${nearest}을(를) 적으려 하셨나요?`,
  }),
  cardTwice: (card: string): Text => ({
    en: `must not repeat ${card}`,
    ko: `${card} 카드가 두 번 있습니다. 하나를 지워 주세요`,
  }),
  atMost: (most: number): Text => ({
    en: `must be a list of at most ${most} entries`,
    ko: `${most}개 이하로 적어 주세요`,
  }),
};
