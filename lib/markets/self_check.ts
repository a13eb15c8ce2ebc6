import { bare, type Network } from "./network.ts";

/** Long enough for a far resolver, short enough that the verdict still comes with the failed check. */
const TIMEOUT = 2_000;

/**
 * Whether any of `targets` (`host:port`) takes a TCP connection. With nobody to ask we count as online.
 *
 * @throws the signal's reason when it aborts
 */
export async function isOnline(
  targets: readonly string[],
  { network, signal }: { readonly network: Network; readonly signal: AbortSignal },
): Promise<boolean> {
  if (targets.length === 0) return true;
  const reach = async (target: string): Promise<void> => {
    const { hostname, port } = new URL(`tcp://${target}`);
    const peer = { hostname: bare(hostname), port: Number(port), tls: false };
    const seen = await network.connect(peer, { timeout: TIMEOUT, signal });
    if (seen.kind === "failed") throw new Error(`${target}: ${seen.detail}`);
  };
  const answered = await Promise.any(targets.map(reach)).then(() => true, () => false);
  signal.throwIfAborted();
  return answered;
}
