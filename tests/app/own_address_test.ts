import assert from "node:assert/strict";
import type { Log } from "@/lib/app/log.ts";
import { addressIn, namedAddress, withOwnAddress } from "@/lib/app/own_address.ts";
import { Recorder } from "@/lib/app/recorder.ts";
import type { CheckResult } from "@/lib/collectors/update.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { FakeClock, iso } from "../live/fakes.ts";

const refused = (error: string, health: CheckResult["class"] = "IP"): CheckResult => ({
  status: "degraded",
  class: health,
  probe: "signed",
  status_code: 500,
  response_time: 100,
  last_check: "2026-11-24T03:00:00.000Z",
  error,
  remedy: { ko: "IP를 등록해 주세요.", en: "Register it" },
});

Deno.test("addressIn() finds the address that a market names, and takes nothing else for one", () => {
  assert.equal(addressIn("HTTP 500 -500 [IP]인증된 IP가 아닙니다. (203.0.113.7)"), "203.0.113.7");
  assert.equal(addressIn("Not allowed IP: 203.0.113.7."), "203.0.113.7");
  assert.equal(addressIn("your ip 2001:db8::1 is not allowed"), "2001:db8::1");
  for (
    const none of ["", "HTTP 403 Not allowed IP", "1.2.3", "999.1.1.1", "at 09:30:00", "version 1.2.3.4.5"]
  ) {
    assert.equal(addressIn(none), null, none);
  }
});

Deno.test("withOwnAddress() says which address the market sees, and when it is another than before", async () => {
  const state = await openSqliteState(":memory:");
  const remedyOf = async (error: string) => {
    const check = refused(error);
    return (await withOwnAddress(check, namedAddress(check)!, state)).remedy!;
  };
  assert.deepEqual(await remedyOf("IP 203.0.113.7"), {
    ko: "마켓이 본 이 서버의 공인 IP는 203.0.113.7입니다. IP를 등록해 주세요.",
    en: "The market sees this server at 203.0.113.7. Register it",
  });
  assert.match((await remedyOf("IP 203.0.113.7")).en, /^The market sees this server at 203\.0\.113\.7\./);
  const changed = /^The market sees this server at 198\.51\.100\.2 now, it was 203\.0\.113\.7 before\./;
  assert.match((await remedyOf("IP 198.51.100.2")).en, changed);
  assert.match((await remedyOf("IP 198.51.100.2")).en, changed, "it is said as long as it is refused");
  assert.match(
    (await remedyOf("IP 198.51.100.2")).ko,
    /203\.0\.113\.7에서 198\.51\.100\.2\(으\)로 바뀌었습니다/,
  );
  await state.keep("own_address", "nonsense");
  assert.match((await remedyOf("IP 198.51.100.2")).en, /at 198\.51\.100\.2\. Register/);
  await state.close();
});

Deno.test("namedAddress() is null where the market names none, or refuses something else", () => {
  assert.equal(namedAddress(refused("from 203.0.113.7")), "203.0.113.7");
  assert.equal(namedAddress(refused("Not allowed IP")), null);
  assert.equal(namedAddress(refused("from 203.0.113.7", "AUTH")), null);
});

Deno.test("Recorder.record() tells a refused address to the viewer", async () => {
  const state = await openSqliteState(":memory:");
  const clock = new FakeClock();
  const log: Log = { debug() {}, info() {}, warn() {}, error() {} };
  const recorder = new Recorder({ state, clock, isoTime: iso, log });
  const data = { "11st": refused("HTTP 500 -500 [IP]인증된 IP가 아닙니다. 203.0.113.7") };
  const [update] = await recorder.record([{
    kind: "delivered",
    source: "checks",
    at: iso(clock.now()),
    data,
  }]);
  assert.match(JSON.stringify(update), /공인 IP는 203\.0\.113\.7입니다/);
  await state.close();
});
