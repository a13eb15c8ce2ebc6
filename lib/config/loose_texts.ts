import type { Text } from "../shared/text.ts";
import type { LooseFile } from "./loose_file.ts";

/** What is said of a file with secrets that too many people can read. */
export const looseTexts = {
  reason: ({ path, mode }: LooseFile): Text => ({
    ko: `${path} 파일에 비밀 값이 있는데 다른 사용자도 읽거나 고칠 수 있습니다 (권한 ${mode})`,
    en: `${path} holds secrets, and other users can read or change it (mode ${mode})`,
  }),
  remedy: ({ path }: LooseFile): Text => ({
    ko: `chmod 600 ${path} 명령으로 권한을 줄이거나, \${NAME}으로 환경 변수에서 가져오게 해 주세요`,
    en: `Run chmod 600 ${path}, or let it take them from the environment as \${NAME}`,
  }),
} as const;
