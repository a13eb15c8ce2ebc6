import assert from "node:assert/strict";
import { DatabaseNews } from "@/lib/app/database_news.ts";
import type { Log } from "@/lib/app/log.ts";
import type { Delivered, ListenerState } from "@/lib/collectors/update.ts";

function openNews() {
  const logged: string[] = [];
  const at = (level: string) => (message: string) => void logged.push(`${level} ${message}`);
  const log: Log = { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
  return { news: new DatabaseNews(log), logged };
}

interface TickOptions {
  readonly losses?: number;
  readonly reason?: string;
}

const tick = (listener: ListenerState, { losses = 0, reason }: TickOptions = {}): Delivered => ({
  kind: "delivered",
  source: "database",
  at: "2026-11-24T03:00:00.000Z",
  data: null,
  interval: 5_000,
  wakeup: { listener, losses, woken: false },
  ...(reason && { note: { reason: { ko: reason, en: reason }, remedy: null } }),
});

Deno.test("DatabaseNews says once when listening begins, is lost, comes back, and hears nothing", () => {
  const { news, logged } = openNews();
  const states = [
    ["connecting", 0],
    ["listening", 0],
    ["listening", 0],
    ["lost", 1],
    ["lost", 1],
    ["listening", 1],
    // Lost and back between two ticks.
    ["listening", 2],
    ["deaf", 2],
  ] as const;
  for (const [state, losses] of states) news.observe([tick(state, { losses })]);
  assert.deepEqual(logged.map((line) => line.split(",")[0]), [
    "info Listening to the database",
    "warn Listening to the database was lost and is tried again",
    "info Listening to the database",
    "warn Listening to the database was lost and is tried again",
    "info Listening to the database",
    "warn The database's notifications do not arrive",
  ]);
});

Deno.test("DatabaseNews says once that the database is read less often, and that this is over", () => {
  const { news, logged } = openNews();
  for (const reason of [undefined, "slow", "slow", "slower", undefined, undefined]) {
    news.observe([tick("off", { reason })]);
  }
  assert.deepEqual(logged, [
    "warn The database is read less often",
    "warn The database is read less often",
    "info The database is read as often as before",
  ]);
});
