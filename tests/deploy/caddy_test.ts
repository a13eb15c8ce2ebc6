import assert from "node:assert/strict";
import { freePort } from "../support/free_port.ts";
import { commandMissing } from "./support/command_missing.ts";
import { closedWithoutUser, type Proxy, throughProxy } from "./support/through_proxy.ts";

const CADDYFILE = new URL("../../deploy/Caddyfile", import.meta.url);
const missing = commandMissing("caddy", {
  args: ["version"],
  remedy: "Debian: apt install caddy, macOS: brew install caddy",
});
const name = "Caddyfile passes pages, files, the API and the live connection below /pulse";

Deno.test({
  name: missing ? `${name} (ignored: ${missing})` : name,
  ignore: missing !== undefined,
  fn: () => throughProxy(startCaddy),
});

const closed = "Caddyfile opens the dashboard to nobody while there is no user";
Deno.test({
  name: missing ? `${closed} (ignored: ${missing})` : closed,
  ignore: missing !== undefined,
  fn: () => closedWithoutUser(startCaddy),
});

/** A real Caddy with the file of `deploy/`, for a site of this machine and asking `upstream`. */
async function startCaddy(folder: string, upstream: string): Promise<Proxy> {
  const url = `http://127.0.0.1:${freePort()}`;
  const written = await Deno.readTextFile(CADDYFILE);
  const here = written.replace("shop.example {", `${url} {\n\tbind 127.0.0.1`).replace(
    "127.0.0.1:8765",
    upstream,
  )
    .replace("{\n\tservers", "{\n\tadmin off\n\tservers");
  for (const part of [url, upstream, "admin off"]) assert.ok(here.includes(part), part);
  await Deno.writeTextFile(`${folder}/Caddyfile`, here);
  const process = new Deno.Command("caddy", {
    args: ["run", "--config", `${folder}/Caddyfile`, "--adapter", "caddyfile"],
    env: { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const ready = Promise.withResolvers<void>();
  const watched = watch(process.stderr, ready);
  await ready.promise;
  return {
    url,
    async [Symbol.asyncDispose]() {
      process.kill("SIGTERM");
      await process.status;
      await watched;
    },
  };
}

async function watch(log: ReadableStream<Uint8Array>, ready: PromiseWithResolvers<void>): Promise<void> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of log) {
    text += decoder.decode(bytes, { stream: true });
    if (text.includes("serving initial configuration")) ready.resolve();
  }
  ready.reject(new Error(`Cannot start caddy: ${text}`));
}
