/**
 * `marketpulse healthz [URL]`: whether a running server answers, for watchdogs on machines without curl, such as a
 * container. It reads no configuration, so that one with faults does not look like a server that hangs.
 */
import type { Text } from "../shared/text.ts";
import { StartError } from "../app/start_error.ts";
import { UsageError } from "./usage_error.ts";

/** Milliseconds that the server gets to answer. */
const PATIENCE = 5_000;

export const healthzTexts = {
  healthz: {
    ko: "실행 중인 서버가 응답하는지 확인합니다. 응답하면 0, 아니면 1로 끝납니다",
    en: "See whether a running server answers: ends with 0 when it does, else with 1",
  },
  url: {
    ko: "서버의 주소 (기본: http://127.0.0.1:8765, 포트는 PORT를 따릅니다)",
    en: "Address of the server (default: http://127.0.0.1:8765, with the port of PORT)",
  },
  notUrl: (text: string): Text => ({
    ko: `http://127.0.0.1:8765와 같은 주소를 적어 주세요 (지금 값: ${text})`,
    en: `Cannot ask the address ${text}: write one such as http://127.0.0.1:8765`,
  }),
  noAnswer: (url: string, cause: string): Text => ({
    ko: `${url}에서 응답이 없습니다: ${cause}. 서버가 실행 중인지, 주소가 맞는지 확인해 주세요`,
    en: `Nothing answers at ${url}: ${cause}. See whether the server runs, and whether the address is right`,
  }),
} as const;

/** @throws {StartError} when the server does not answer as one that is well */
export async function healthz(
  address: string | undefined,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const written = address ?? `http://127.0.0.1:${env.PORT?.trim() || "8765"}`;
  const base = URL.parse(written);
  if (!base || !["http:", "https:"].includes(base.protocol)) {
    throw new UsageError(healthzTexts.notUrl(written));
  }
  const url = new URL("healthz", base.href.replace(/[?#].*$/, "").replace(/\/?$/, "/"));
  const cause = await causeOfSilence(url);
  if (cause !== null) throw new StartError(healthzTexts.noAnswer(url.href, cause));
}

async function causeOfSilence(url: URL): Promise<string | null> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    await response.body?.cancel();
    return response.status === 200 ? null : `HTTP ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
