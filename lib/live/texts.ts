import type { Text } from "../shared/text.ts";

const seconds = (ms: number) => Math.round(ms / 1000);

/** Why figures are not fresh, where the hub itself is the one to say so. */
export const liveTexts = {
  silent: (interval: number): Text => ({
    ko: `${seconds(interval)}초마다 오던 새 값이 오지 않고 있습니다`,
    en: `New values, due every ${seconds(interval)} s, have stopped coming`,
  }),
  unread: {
    ko: "첫 값을 기다리고 있습니다",
    en: "Waiting for its first value",
  },
  newDay: {
    ko: "새 영업일의 집계를 기다리는 중입니다",
    en: "Waiting for the first figures of the new business day",
  },
  restarted: {
    ko: "서버가 다시 시작되어 마지막으로 알려진 값을 보여 드립니다",
    en: "The server was restarted; these are the last known values",
  },
} as const;
