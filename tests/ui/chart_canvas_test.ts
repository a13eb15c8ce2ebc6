import assert from "node:assert/strict";
import * as esbuild from "esbuild";
import { fileURLToPath } from "node:url";
import { browserTest } from "../support/chromium.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Mounts a chart and takes it away again, twenty times over, and counts what Chart.js still holds. */
const PROGRAM = `
  import { Chart } from "chart.js";
  import { h, render } from "preact";
  import { act } from "preact/test-utils";
  import { ChartCanvas } from "./islands/ChartCanvas.tsx";

  const spec = (value) => ({
    kind: "bar", summary: "", labels: ["a"], values: [value], colours: ["accent"], growing: false, reach: 1,
    table: { head: [], rows: [] }, format: String, exact: String,
  });
  const show = (value) => act(() => render(h(ChartCanvas, { spec: spec(value), title: "t", showTable: "s" }), document.body));
  const hide = () => act(() => render(null, document.body));
  const alive = () => Object.keys(Chart.instances).length;

  globalThis.result = (async () => {
    const counts = [];
    for (let round = 0; round < 20; round++) {
      await show(1);
      const [first] = Object.keys(Chart.instances);
      await show(2);
      counts.push([alive(), Object.keys(Chart.instances)[0] === first]);
      await hide();
      counts.push([alive()]);
    }
    return counts;
  })();
`;

async function bundle(): Promise<string> {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: PROGRAM, resolveDir: ROOT, loader: "tsx" },
    bundle: true,
    write: false,
    format: "iife",
    jsx: "automatic",
    jsxImportSource: "preact",
    alias: { "@": ROOT.replace(/\/$/, "") },
    logLevel: "silent",
  });
  await esbuild.stop();
  return outputFiles[0]!.text;
}

browserTest("ChartCanvas has one chart while it is on the page and none afterwards", async (browser) => {
  const page = await browser.newPage();
  await page.evaluate(await bundle());
  const counts = await page.evaluate(() => (globalThis as unknown as { result: Promise<unknown[]> }).result);
  assert.deepEqual(counts, Array.from({ length: 20 }, () => [[1, true], [0]]).flat());
});
