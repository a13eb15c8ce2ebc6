/** Certificates of openssl's making, in files of a folder. */

/** Self-signed for 127.0.0.1 and localhost; writes `NAME.crt` and `NAME.key`. */
export async function makeCertificate(
  folder: string,
  { name = "server", days = 30 } = {},
): Promise<{ cert: string; key: string }> {
  const [cert, key] = [`${folder}/${name}.crt`, `${folder}/${name}.key`];
  const { success, stderr } = await new Deno.Command("openssl", {
    args: [
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert],
      ...["-days", String(days), "-subj", "/CN=localhost"],
      ...["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
      // What signs itself must not call itself an authority, or Deno 2.4 refuses it as a server's.
      ...["-addext", "basicConstraints=critical,CA:FALSE"],
    ],
    stdout: "null",
  }).output();
  if (!success) throw new Error(`Cannot make a certificate: ${new TextDecoder().decode(stderr)}`);
  return { cert, key };
}

/** An authority of one's own, as shops have it inside their network. */
export interface Authority {
  /** Path of its certificate. */
  readonly ca: string;
  /** A certificate for these names (`DNS:localhost`, `IP:127.0.0.1`); writes `NAME.crt` and `NAME.key`. */
  issue(name: string, names: readonly string[]): Promise<{ cert: string; key: string }>;
}

export async function makeAuthority(folder: string): Promise<Authority> {
  const [ca, caKey] = [`${folder}/ca.crt`, `${folder}/ca.key`];
  const newKey = ["-newkey", "rsa:2048", "-nodes"];
  await openssl(["req", "-x509", ...newKey, "-keyout", caKey, "-out", ca, "-days", "30"], [
    ...["-subj", "/CN=Test authority", "-addext", "basicConstraints=critical,CA:TRUE"],
    ...["-addext", "keyUsage=critical,keyCertSign,cRLSign"],
  ]);
  return {
    ca,
    async issue(name, names) {
      const [cert, key, request] = ["crt", "key", "csr"].map((end) => `${folder}/${name}.${end}`) as [
        string,
        string,
        string,
      ];
      const extensions = `${folder}/${name}.ext`;
      await Deno.writeTextFile(
        extensions,
        `subjectAltName=${names.join(",")}\nbasicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth`,
      );
      await openssl(["req", ...newKey, "-keyout", key, "-out", request, "-subj", `/CN=${name}`]);
      await openssl(["x509", "-req", "-in", request, "-CA", ca, "-CAkey", caKey, "-CAcreateserial"], [
        ...["-out", cert, "-days", "30", "-extfile", extensions],
      ]);
      return { cert, key };
    },
  };
}

async function openssl(...args: string[][]): Promise<void> {
  const { success, stderr } = await new Deno.Command("openssl", { args: args.flat(), stdout: "null" })
    .output();
  if (!success) throw new Error(`Cannot make a certificate: ${new TextDecoder().decode(stderr)}`);
}
