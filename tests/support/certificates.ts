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
