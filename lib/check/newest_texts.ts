/** What the check says of the newest order and the newest log. */
import type { Text } from "../shared/text.ts";

interface When {
  /** In which it is shown. */
  readonly zone: string;
  /** ms */
  readonly age: number;
}

function textsFor(what: Text, many: Text) {
  return {
    none: (table: string): Text => ({
      ko: `${table}에 ${many.ko} 하나도 없습니다`,
      en: `There is no ${what.en} in ${table}`,
    }),
    newest: (table: string, at: string, { zone, age }: When): Text => ({
      ko: `${table}의 마지막 ${what.ko}: ${at} (${zone}), ${ageText(age).ko}`,
      en: `The newest ${what.en} in ${table}: ${at} (${zone}), ${ageText(age).en}`,
    }),
    future: (table: string, at: string): Text => ({
      ko: `${table}에 아직 오지 않은 시각의 ${many.ko} 있습니다 (${at})`,
      en: `${table} has ${many.en} whose time is yet to come (${at})`,
    }),
  };
}

export const newestTexts = {
  orders: textsFor({ ko: "주문", en: "order" }, { ko: "주문이", en: "orders" }),
  logs: textsFor({ ko: "로그", en: "log" }, { ko: "로그가", en: "logs" }),
  /** `zone` is null where the column says itself in which zone it is. */
  setTimeZone: (key: string, zone: string | null, fitting: string | undefined): Text => {
    if (zone === null) {
      return {
        ko: "기록하는 프로그램과 이 컴퓨터의 시계를 확인해 주세요",
        en: "Check the clocks of the program that writes them and of this machine",
      };
    }
    return {
      ko: `${key}(${zone})이 그 열의 시간대와 다른 것 같습니다. ${
        fitting
          ? `time_zone: ${fitting}이라면 방금 들어온 것입니다`
          : "기록하는 프로그램의 시간대를 적어 주세요"
      }`,
      en: `${key} (${zone}) is probably not the zone of that column: ${
        fitting
          ? `with time_zone: ${fitting} it came just now`
          : "write the zone of the program that writes it"
      }`,
    };
  },
} as const;

function ageText(age: number): Text {
  const minutes = Math.max(0, Math.round(age / 60_000));
  if (minutes < 120) return { ko: `${minutes}분 전`, en: `${minutes} min ago` };
  const hours = Math.round(minutes / 60);
  if (hours < 48) return { ko: `${hours}시간 전`, en: `${hours} hours ago` };
  return { ko: `${Math.round(hours / 24)}일 전`, en: `${Math.round(hours / 24)} days ago` };
}
