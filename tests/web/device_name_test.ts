import assert from "node:assert/strict";
import { deviceName } from "@/lib/web/device_name.ts";

Deno.test("deviceName() says what a seller would call it", () => {
  const chrome =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0";
  const named = {
    [`${chrome} Safari/537.36`]: "Chrome · Windows",
    [`${chrome} Safari/537.36 Edg/142.0.0.0`]: "Edge · Windows",
    [`${chrome} Whale/4.33.325.17 Safari/537.36`]: "Whale · Windows",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/18.6 Mobile/15E148 Safari/604.1":
      "Safari · iPhone",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36":
      "Samsung Internet · Android",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0": "Firefox · macOS",
    "curl/7.88.1": "curl/7.88.1",
    "": "",
  };
  for (const [agent, name] of Object.entries(named)) assert.equal(deviceName(agent), name);
  assert.equal(deviceName("x".repeat(200)).length, 40);
});
