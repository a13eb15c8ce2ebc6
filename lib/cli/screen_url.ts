import type { Config } from "../config/config.ts";

interface Where {
  readonly server: Pick<Config["server"], "host" | "port" | "base_path" | "tls">;
  /** Where a proxy shows the dashboard. */
  readonly publicUrl?: URL;
}

/** The address that a screen opens once. */
export function screenUrl(secret: string, { server, publicUrl }: Where): string {
  const base = publicUrl ? publicUrl.href.replace(/\/+$/, "") : ownUrl(server);
  return `${base}/screen/${secret}`;
}

function ownUrl({ host, port, base_path, tls }: Where["server"]): string {
  const name = ["0.0.0.0", "::", "[::]"].includes(host) ? ownAddress() : host;
  const bracketed = name.includes(":") && !name.startsWith("[") ? `[${name}]` : name;
  return `${tls.cert === "" ? "http" : "https"}://${bracketed}:${port}${base_path}`;
}

/** An address of this machine at which others reach it, as far as it knows. */
function ownAddress(): string {
  const own = Deno.networkInterfaces().find(({ family, address }) =>
    family === "IPv4" && !address.startsWith("127.") && !address.startsWith("169.254.")
  );
  return own?.address ?? "127.0.0.1";
}
