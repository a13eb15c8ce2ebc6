/** Time-based one-time passwords as every app of that kind makes them: RFC 6238 with SHA-1, six digits, 30 s. */
import { Secret, TOTP } from "otpauth";

const PERIOD = 30;
/** Steps of time before and after the present whose codes count, because clocks differ and people type slowly. */
const WINDOW = 1;
/** Bytes (RFC 4226, 4, R6 recommends 20). */
const SECRET_SIZE = 20;

/** A new secret in Base32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_SIZE }).base32;
}

/** What an app reads from a QR code. */
export function totpUri(secret: string, { user, issuer }: { user: string; issuer: string }): string {
  return totpOf(secret, { label: user, issuer }).toString();
}

/** The step of time whose code this is, in steps since 1970; null when it is none of about now (ms since 1970). */
export function totpStep(code: string, { secret, now }: { secret: string; now: number }): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? null : Math.floor(now / 1_000 / PERIOD) + delta;
}

function totpOf(secret: string, names: { label?: string; issuer?: string } = {}): TOTP {
  return new TOTP({
    ...names,
    secret: Secret.fromBase32(secret),
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD,
  });
}
