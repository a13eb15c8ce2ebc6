import { ConfigError, formatProblems } from "../config/config_error.ts";
import { readTls, type TlsPair, validUntil } from "../config/tls_files.ts";
import type { Clock } from "../shared/clock.ts";
import type { Listening } from "./listen.ts";
import type { Log } from "./log.ts";
import type { Services } from "./services.ts";
import { watchFiles } from "./watch_files.ts";

export interface CertificateRenewalOptions {
  readonly files: { readonly cert: string; readonly key: string };
  /** What is served with now. */
  readonly tls: TlsPair;
  readonly server: Pick<Listening, "renew">;
  readonly telemetry: Pick<Services["telemetry"], "observeCertificate" | "observeRenewal">;
  readonly log: Log;
  readonly clock: Clock;
}

/** Takes a renewed certificate over while the server runs. One that cannot be served with changes nothing, and is told of. */
class CertificateRenewal {
  readonly #options: CertificateRenewalOptions;
  #current: TlsPair;
  #last: Promise<void> = Promise.resolve();

  constructor(options: CertificateRenewalOptions) {
    this.#options = options;
    this.#current = options.tls;
    options.telemetry.observeCertificate(validUntil(options.tls));
  }

  /** Reads the files, one time after the other. */
  look(): Promise<void> {
    this.#last = this.#last.then(() => this.#look());
    return this.#last;
  }

  async #look(): Promise<void> {
    const { files, server, telemetry, log, clock } = this.#options;
    try {
      const pair = await readTls(files);
      if (pair === null || sameAs(pair, this.#current)) return;
      const until = validUntil(pair);
      if (until <= clock.now()) throw new Error(`it has ended on ${new Date(until).toISOString()}`);
      server.renew(pair);
      this.#current = pair;
      telemetry.observeCertificate(until);
      telemetry.observeRenewal("taken");
      log.info("The certificate was renewed", { until: new Date(until).toISOString() });
    } catch (error) {
      const faults = error instanceof ConfigError ? formatProblems(error, "en") : String(error);
      telemetry.observeRenewal("refused");
      log.error("The new certificate cannot be used, the old one stays in use", { faults });
    }
  }
}

/** Looks at the files whenever they change, until disposed of. */
export function followCertificate(options: CertificateRenewalOptions): Disposable {
  const renewal = new CertificateRenewal(options);
  return watchFiles([options.files.cert, options.files.key], () => renewal.look());
}

function sameAs(a: TlsPair, b: TlsPair): boolean {
  return a.cert === b.cert && a.key === b.key;
}
