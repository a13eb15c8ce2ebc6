/** Everything that the state store says to people. */
import type { Text } from "../shared/text.ts";

/** Why a store cannot be used. */
export type StateFault = FileFault | PostgresFault;

/** What can be wrong with a file of SQLite's. */
export type FileFault = "corrupt" | "newer" | "unreachable" | "read_only" | "full" | "locked" | "other";

/** What can be wrong with a database of PostgreSQL's. */
export type PostgresFault =
  | Exclude<FileFault, "corrupt">
  | "refused"
  | "no_database"
  | "forbidden"
  | "encryption"
  | "encoding"
  | "crowded";

export const stateReasons = {
  corrupt: {
    ko: "상태 파일이 손상되었거나 SQLite 파일이 아닙니다",
    en: "The state file is damaged or no SQLite file",
  },
  newer: {
    ko: "더 새로운 버전의 MarketPulse가 만든 상태 파일입니다",
    en: "The state file was written by a newer version of MarketPulse",
  },
  unreachable: { ko: "상태 파일을 열 수 없습니다", en: "The state file cannot be opened" },
  read_only: { ko: "상태 파일에 쓸 수 없습니다", en: "The state file cannot be written" },
  full: { ko: "디스크가 가득 찼습니다", en: "The disk is full" },
  locked: {
    ko: "다른 프로그램이 상태 파일을 잠그고 있습니다",
    en: "Another program holds the state file locked",
  },
  other: { ko: "상태 파일을 쓰는 중에 오류가 났습니다", en: "The state file failed" },
} satisfies Record<FileFault, Text>;

export const stateRemedies = {
  corrupt: {
    ko: "파일을 -wal, -shm 파일과 함께 다른 곳으로 옮기고 다시 시작해 주세요. 기록은 새로 쌓입니다",
    en: "Move it away together with its -wal and -shm files and start again, history then begins anew",
  },
  newer: {
    ko: "그 버전 이상으로 실행하거나 STATE_URL에 다른 파일을 지정해 주세요",
    en: "Run that version or a later one, or name another file with STATE_URL",
  },
  unreachable: {
    ko: "폴더의 권한을 확인하거나 STATE_URL에 쓸 수 있는 경로를 지정해 주세요",
    en: "Check the rights of its folder, or name a path that can be written with STATE_URL",
  },
  read_only: {
    ko: "파일과 폴더의 쓰기 권한을 확인해 주세요",
    en: "Check that the file and its folder may be written",
  },
  full: { ko: "디스크 공간을 확보해 주세요", en: "Free some space on the disk" },
  locked: {
    ko: "같은 파일을 쓰는 다른 MarketPulse를 끄거나 STATE_URL에 다른 파일을 지정해 주세요",
    en: "Stop the other MarketPulse that uses this file, or name another one with STATE_URL",
  },
  other: {
    ko: "같은 오류가 계속되면 STATE_URL에 다른 파일을 지정해 주세요",
    en: "If it goes on, name another file with STATE_URL",
  },
} satisfies Record<FileFault, Text>;

/** What is said of a file; a fault that files do not have is none of its own. */
export function saidOfFile(fault: StateFault): { reason: Text; remedy: Text } {
  const known = fault in stateReasons ? fault as FileFault : "other";
  return { reason: stateReasons[known], remedy: stateRemedies[known] };
}
