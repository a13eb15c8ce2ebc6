/** Certificates as a market should not show them, made by openssl. */

export interface Certificate {
  /** PEM */
  readonly cert: string;
  readonly key: string;
}

export interface Authority extends AsyncDisposable {
  /** The file of its own certificate, for those who shall trust it. */
  readonly file: string;
  /** A certificate of `host` (a name or an IPv4 address), for a day, or one whose last day was yesterday. */
  issue(host: string, options?: { readonly expired?: boolean }): Promise<Certificate>;
}

const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** Why there can be no certificate of our own here, or undefined. */
export async function opensslMissing(): Promise<string | undefined> {
  try {
    const { success } = await new Deno.Command("openssl", {
      args: ["version"],
      stdout: "null",
      stderr: "null",
    }).output();
    return success ? undefined : "openssl does not run";
  } catch {
    return "no openssl found, install it (Debian: apt install openssl)";
  }
}

/** A certificate that nobody trusts, for a host. */
export async function untrustedCertificate(host = "127.0.0.1"): Promise<Certificate> {
  await using folder = await openFolder();
  const [cert, key] = [`${folder.path}/cert.pem`, `${folder.path}/key.pem`];
  const extensions = [...addExtension(namesOf(host)), ...addExtension(LEAF)];
  await openssl(["req", "-x509", ...NEW_KEY, "-days", "1", ...subject(host), ...extensions], {
    cert,
    key,
  });
  return { cert: await Deno.readTextFile(cert), key: await Deno.readTextFile(key) };
}

/** An authority of our own; its folder goes with it. */
export async function openAuthority(): Promise<Authority> {
  const folder = await openFolder();
  const own = { cert: `${folder.path}/ca.pem`, key: `${folder.path}/ca.key` };
  const extensions = addExtension("basicConstraints=critical,CA:TRUE");
  await openssl(["req", "-x509", ...NEW_KEY, "-days", "2", ...subject("Test CA"), ...extensions], own);
  let issued = 0;
  return {
    file: own.cert,
    async issue(host, { expired = false } = {}) {
      const name = `${folder.path}/leaf${issued++}`;
      const [request, extensionFile, leaf] = [`${name}.csr`, `${name}.ext`, {
        cert: `${name}.pem`,
        key: `${name}.key`,
      }];
      await Deno.writeTextFile(extensionFile, `${namesOf(host)}\n${LEAF}\n`);
      await openssl(["req", ...NEW_KEY, ...subject(host)], { cert: request, key: leaf.key });
      const signer = ["-CA", own.cert, "-CAkey", own.key, "-CAcreateserial", "-extfile", extensionFile];
      const days = ["-days", expired ? "-1" : "1"];
      await openssl(["x509", "-req", "-in", request, ...signer, ...days], { cert: leaf.cert });
      return { cert: await Deno.readTextFile(leaf.cert), key: await Deno.readTextFile(leaf.key) };
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

const LEAF = "basicConstraints=critical,CA:FALSE";
const namesOf = (host: string) => `subjectAltName=${/^[\d.]+$/.test(host) ? "IP" : "DNS"}:${host}`;
const addExtension = (extension: string) => ["-addext", extension];
const subject = (name: string) => ["-subj", `/CN=${name}`];

async function openssl(
  args: readonly string[],
  out: { readonly cert: string; readonly key?: string },
): Promise<void> {
  const files = [...(out.key ? ["-keyout", out.key] : []), "-out", out.cert];
  const { success, stderr } = await new Deno.Command("openssl", { args: [...args, ...files] }).output();
  if (!success) throw new Error(`Cannot make a certificate: ${new TextDecoder().decode(stderr)}`);
}

async function openFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await Deno.makeTempDir({ prefix: "marketpulse_certificates_" });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}
