/**
 * `deno run -A dev.ts build` writes the program to `_fresh/`; `deno run -A dev.ts [COMMAND …]` runs it from its sources,
 * with pages that reload when it is started again.
 */
import { Builder } from "fresh/dev";
import { shopAssets } from "./lib/demo/shop_assets.ts";
import { main } from "./main.ts";

if (Deno.args[0] === "build") {
  const assets = await shopAssets({ cache: ".cache" });
  await new Builder({ assets }).build();
} else {
  await main(await new Builder().build({ mode: "development", snapshot: "memory" }));
}
