import assert from "node:assert/strict";
import { freePort } from "../support/free_port.ts";
import { rawRequest } from "../support/raw_request.ts";
import { commandMissing } from "./support/command_missing.ts";
import { closedWithoutUser, type Proxy, throughProxy } from "./support/through_proxy.ts";

const DEPLOY = new URL("../../deploy/", import.meta.url);
const missing = commandMissing("nginx", {
  args: ["-v"],
  remedy: "Debian: apt install nginx-light, macOS: brew install nginx",
});
const name = "nginx.conf passes pages, files, the API and the live connection below /pulse";

Deno.test({
  name: missing ? `${name} (ignored: ${missing})` : name,
  ignore: missing !== undefined,
  fn: () => throughProxy((folder, upstream) => startNginx(folder, upstream)),
});

const closed = "nginx.conf opens the dashboard to nobody while there is no user";
Deno.test({
  name: missing ? `${closed} (ignored: ${missing})` : closed,
  ignore: missing !== undefined,
  fn: () => closedWithoutUser((folder, upstream) => startNginx(folder, upstream)),
});

const slow = "nginx_upgrade.conf ends a connection whose request's head does not come";
Deno.test({
  name: missing ? `${slow} (ignored: ${missing})` : slow,
  ignore: missing !== undefined,
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "marketpulse_nginx_" });
    try {
      await using proxy = await startNginx(folder, "127.0.0.1:9", { headWithin: "1s" });
      const { host } = new URL(proxy.url);
      assert.equal(await rawRequest(host, `GET /pulse/ HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `), "");
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

/** A real nginx with the two files of `deploy/`, asking `upstream` instead of the address written in them. */
async function startNginx(folder: string, upstream: string, { headWithin = "10s" } = {}): Promise<Proxy> {
  const read = (name: string) => Deno.readTextFile(new URL(name, DEPLOY));
  const port = freePort();
  const location = await read("nginx.conf");
  assert.ok(location.includes("127.0.0.1:8765"));
  await Deno.writeTextFile(
    `${folder}/nginx.conf`,
    `daemon off; pid ${folder}/nginx.pid; error_log stderr notice; worker_processes 1;
     events {}
     http {
       access_log off;
       ${
      ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map((part) => `${part}_temp_path ${folder}/${part};`).join(" ")
    }
       ${(await read("nginx_upgrade.conf")).replace(/(?<=client_header_timeout )10s/, headWithin)}
       server { listen 127.0.0.1:${port}; ${location.replace("127.0.0.1:8765", upstream)} }
     }`,
  );
  const process = new Deno.Command("nginx", {
    args: ["-p", folder, "-e", "stderr", "-c", `${folder}/nginx.conf`],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const ready = Promise.withResolvers<void>();
  const watched = watch(process.stderr, ready);
  await ready.promise;
  return {
    url: `http://127.0.0.1:${port}`,
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
    if (text.includes("start worker process ")) ready.resolve();
  }
  ready.reject(new Error(`Cannot start nginx: ${text}`));
}
