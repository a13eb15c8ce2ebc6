/// <reference lib="deno.worker" />
import { signal } from "@preact/signals";

const prefix = signal("heard");

self.onmessage = async ({ data }: MessageEvent<string>) => {
  const asset = await Deno.readTextFile(new URL("./asset.txt", import.meta.url)).catch(() => "none");
  self.postMessage(`${prefix.value} ${data}, asset ${asset}`);
};
