/** A real PostgreSQL that speaks TLS, with a certificate of a private authority: the shop's and the own state's. */
import assert from "node:assert/strict";
import { connectionFault } from "@/lib/metrics/connection_fault.ts";
import { openDatabase } from "@/lib/metrics/open_database.ts";
import { openStateStore } from "@/lib/state/open_state_store.ts";
import { StateError } from "@/lib/state/state_error.ts";
import { makeAuthority } from "../support/certificates.ts";
import { postgresMissing, startPostgres } from "../support/postgres.ts";
import { SERVER_UID } from "../support/postgres_binaries.ts";

/** `url` takes what stands behind the `?`. */
type Secured = { readonly folder: string; readonly ca: string; readonly url: (query: string) => string };

function tlsTest(name: string, names: string[], run: (secured: Secured) => Promise<void>): void {
  const missing = postgresMissing(15);
  Deno.test({
    name: missing ? `${name} (ignored: ${missing})` : name,
    ignore: missing !== undefined,
    // Deno 2.4 keeps a TLS connection open that is destroyed before its handshake has ended, and its timer.
    sanitizeResources: !Deno.version.deno.startsWith("2.4."),
    sanitizeOps: !Deno.version.deno.startsWith("2.4."),
    async fn() {
      const folder = await Deno.makeTempDir({ prefix: "marketpulse_tls_" });
      try {
        const { ca, issue } = await makeAuthority(folder);
        const { cert, key } = await issue("postgres", names);
        // The server runs as somebody else, and refuses a key that others may read.
        await Deno.chmod(folder, 0o755);
        await Deno.chmod(key, 0o600);
        if (SERVER_UID !== undefined) {
          for (const path of [cert, key]) await Deno.chown(path, SERVER_UID, SERVER_UID);
        }
        const settings = { ssl: "on", ssl_cert_file: cert, ssl_key_file: key };
        await using server = await startPostgres({ major: 15, settings });
        const url = (query: string) => `${server.url.replace("127.0.0.1", "localhost")}?${query}`;
        await run({ folder, ca, url });
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

/** What both sides say of a database that they cannot use. */
async function refusals(url: string): Promise<{ shop: string; state: StateError }> {
  const pool = openDatabase({ url, pool: 1, statement_timeout: 3_000 });
  // What is wrong with a file is thrown and not rejected.
  const failed = await (async () => await pool.query("SELECT 1"))().then(() => null, (error) => error);
  await pool.end();
  assert.ok(failed, "The shop's database was let in");
  const state = await openStateStore(url).then(() => null, (error) => error);
  assert.ok(state instanceof StateError, `The own state came to ${state}`);
  return { shop: connectionFault(failed, url).texts.reason.en, state };
}

const SERVED = ["DNS:localhost", "IP:127.0.0.1"];

tlsTest(
  "the shop's database and the own state are reached over TLS that sslrootcert verifies",
  SERVED,
  async ({ ca, url }) => {
    for (const address of [url(""), url("").replace("localhost", "127.0.0.1")]) {
      const verified = `${address}sslmode=verify-full&sslrootcert=${ca}`;
      const pool = openDatabase({ url: verified, pool: 1, statement_timeout: 3_000 });
      const { rows } = await pool.query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
      assert.deepEqual(rows, [{ ssl: true }]);
      await pool.end();
      const store = await openStateStore(verified);
      await store.keep("x", 1);
      assert.equal(await store.kept("x"), 1);
      await store.close();
    }
  },
);

tlsTest(
  "a certificate that nobody vouches for is refused, and the remedy names sslrootcert",
  SERVED,
  async ({ folder, url }) => {
    for (const query of ["sslmode=verify-full", `sslmode=verify-full&sslrootcert=${folder}/none.crt`]) {
      const { shop, state } = await refusals(url(query));
      assert.match(shop, /No encrypted connection/);
      assert.equal(state.fault, "encryption");
      assert.match(state.remedy.ko, /sslrootcert/);
    }
  },
);

tlsTest("a certificate of another host is refused", ["DNS:other.example"], async ({ ca, url }) => {
  const { shop, state } = await refusals(url(`sslmode=verify-full&sslrootcert=${ca}`));
  assert.match(shop, /No encrypted connection/);
  assert.equal(state.fault, "encryption");
});
