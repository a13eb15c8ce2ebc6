/** Chromium for tests in a real browser. Without one such tests are ignored, and their names say why. */
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge"];
const PLACES = [
  "/usr/bin",
  "/usr/local/bin",
  "/snap/bin",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

const executable = findChromium();

/** Reason and remedy where there is no Chromium. */
export const chromiumMissing: string | undefined = executable
  ? undefined
  : "no Chromium found, install one (Debian: apt install chromium) or put it on the PATH";

/** @throws {Error} when there is no Chromium; see `chromiumMissing` */
export async function openChromium(): Promise<Browser> {
  if (!executable) throw new Error(`Cannot open Chromium: ${chromiumMissing}`);
  return await chromium.launch({
    executablePath: executable,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Registers a test that gets a browser of its own, or one that is ignored with the reason in its name. */
export function browserTest(name: string, test: (browser: Browser) => Promise<void>): void {
  Deno.test({
    name: chromiumMissing ? `${name} (ignored: ${chromiumMissing})` : name,
    ignore: chromiumMissing !== undefined,
    async fn() {
      const browser = await openChromium();
      try {
        await test(browser);
      } finally {
        await browser.close();
      }
    },
  });
}

function findChromium(): string | undefined {
  const separator = Deno.build.os === "windows" ? ";" : ":";
  const folders = [...(Deno.env.get("PATH") ?? "").split(separator), ...PLACES];
  const candidates = folders.flatMap((place) => [place, ...NAMES.map((name) => join(place, name))]);
  return candidates.find(isFile);
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
