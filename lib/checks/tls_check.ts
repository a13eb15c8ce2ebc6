import { attempt } from "../markets/network.ts";
import type { TlsCheckOptions } from "../shared/check_options.ts";
import type { CheckTools, Found } from "./check_kind.ts";
import { certificateOf } from "./peer_certificate.ts";
import { peerAt } from "./peer_at.ts";
import { tlsProblems } from "./texts.ts";

const DAY = 24 * 3_600_000;

/**
 * Shakes hands as any client does, which proves who the server is, that its name is right and that a known authority
 * says so; then reads how long its certificate is valid for.
 */
export async function checkTls(
  { target, expect: { days, min_days } }: TlsCheckOptions,
  { network, proxy, limits, stopwatch, now }: CheckTools,
): Promise<Found> {
  const peer = peerAt(target, true);
  const seen = await network.connect(peer, limits);
  if (seen.kind === "failed") return { seen };
  const certificate = await attempt(
    limits,
    stopwatch,
    (options) => certificateOf(peer, { ...options, proxy }),
  );
  if (!certificate) return { seen: { kind: "unknown" }, problem: tlsProblems.unreadable() };
  if ("kind" in certificate) return { seen: certificate };
  const left = Math.floor((certificate.validTo - now) / DAY);
  if (left < min_days) return { seen, problem: tlsProblems.expires(left) };
  return { seen, warning: left < days ? tlsProblems.expires(left) : undefined };
}
