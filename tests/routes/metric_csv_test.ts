import assert from "node:assert/strict";
import type { CustomDefinition } from "@/lib/live/custom_figures.ts";
import { mask } from "@/lib/shared/mask.ts";
import { HiddenError } from "@/lib/web/masked_services.ts";
import { metricTable } from "@/lib/web/metric_table.ts";
import { dayOf, iso } from "../live/fakes.ts";
import { buildRoutes } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();

const define = (name: string, unit: CustomDefinition["unit"]): CustomDefinition => ({
  name,
  definition: "1",
  title: { ko: name, en: name },
  unit,
  format: "",
  thresholds: { warn: null, bad: null, direction: "above" },
  interval: 60_000,
});

async function start() {
  const { services, hub, clock, state } = await openTestServices();
  const custom = [define("재고", "count"), define("won", "KRW")];
  hub.configure({ intervals: {}, custom, businessDay: dayOf, isoTime: iso, markets: [] });
  const at = iso(clock.now());
  const columns = [{ name: "상품", kind: "text" }, { name: "남음", kind: "number" }] as const;
  hub.publishCustom([
    { name: "재고", definition: "1", at, outcome: { columns, rows: [["=cmd", 3], ["컵, 흰색", null]] } },
    { name: "won", definition: "1", at, outcome: { value: 98_765 } },
  ]);
  await state.recordSamples(clock.now() - 90_000, { "custom.won": 5 });
  const handler = open(services);
  const get = async (path: string) => {
    const response = await handler(new Request(`http://127.0.0.1:8765${path}`));
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer());
    return { status: response.status, type: response.headers.get("content-type"), text };
  };
  return { get, hub, at };
}

Deno.test("GET /api/custom.csv is what was last read, and no formula", async () => {
  const { get, at } = await start();
  const rows = await get(`/api/custom.csv?metric=${encodeURIComponent("재고")}`);
  assert.deepEqual([rows.status, rows.text], [200, '\ufeff상품,남음\r\n\'=cmd,3\r\n"컵, 흰색",\r\n']);
  assert.match(rows.type!, /^text\/csv/);
  assert.equal((await get("/api/custom.csv?metric=won")).text, `\ufeffat,won\r\n${at},98765\r\n`);
  for (const name of ["", "gone", "constructor", "__proto__"]) {
    assert.equal((await get(`/api/custom.csv?metric=${name}`)).status, 404, name);
  }
});

Deno.test("GET /api/history.csv is what was recorded, with times in the business's zone", async () => {
  const { get } = await start();
  const { status, text } = await get("/api/history.csv?metric=custom.won&step=3600");
  assert.deepEqual([status, text], [200, "\ufeffat,custom.won\r\n2026-11-24T11:00:00.000+09:00,5\r\n"]);
  assert.equal((await get("/api/history.csv?metric=")).status, 400);
});

Deno.test("metricTable() gives no amount to those from whom amounts are hidden", async () => {
  const { hub } = await start();
  assert.throws(() => metricTable("won", mask(hub.snapshot)), HiddenError);
  assert.equal(metricTable("재고", mask(hub.snapshot))?.length, 3);
});
