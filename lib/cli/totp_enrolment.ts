import { renderUnicodeCompact } from "uqr";
import { newTotpSecret, totpUri } from "../auth/totp.ts";

export interface TotpEnrolment {
  readonly secret: string;
  /** What an app takes, which it can be given by hand, too … */
  readonly uri: string;
  /** … and the same for its camera, in the letters of a terminal. */
  readonly qr: string;
}

/** A new secret for a user, as their app takes it. */
export function totpEnrolment(user: string): TotpEnrolment {
  const secret = newTotpSecret();
  const uri = totpUri(secret, { user, issuer: "MarketPulse" });
  return { secret, uri, qr: renderUnicodeCompact(uri) };
}
