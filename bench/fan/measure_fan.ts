import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import { FanServer, jsonOf } from "./tools.ts";

interface Quantiles {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** What `fan_client.c` prints; its head says what each is. */
export interface FanResult {
  readonly clients: number;
  readonly opened: number;
  readonly waiting: number;
  readonly refused: number;
  readonly cameAgain: number;
  readonly failed: number;
  readonly failures: Readonly<Record<string, number>>;
  readonly closed: number;
  readonly openMs: number;
  readonly openCpuMs: number;
  readonly firstMs: Quantiles | null;
  readonly messages: number;
  readonly bytes: number;
  readonly missed: number;
  readonly spreadMs: Quantiles | null;
  readonly cpuMs: number;
  readonly emptyKb: number;
  readonly fullKb: number;
}

export interface FanOptions {
  /** Path of the compiled `fan_client.c`. */
  readonly client: string;
  readonly clients: number;
  readonly seconds: number;
  /** Handshakes that are under way at once. */
  readonly inFlight?: number;
  /** Clients that never read. */
  readonly mute?: number;
}

/** Length of each change's message, and milliseconds from one to the next. */
export const PAYLOAD = 1024;
export const EVERY = 1000;

/** Starts a server and watches it with many clients. */
export async function measureFan(server: readonly string[], options: FanOptions): Promise<FanResult> {
  await using running = await startFan(server);
  return await watchFan(running, options);
}

/** `wsbare` takes its arguments in the same order. */
export function startFan(server: readonly string[]): Promise<FanServer> {
  return FanServer.start(server, [String(PAYLOAD), String(EVERY)]);
}

export function watchFan(server: FanServer, options: FanOptions): Promise<FanResult> {
  const { client, clients, seconds, inFlight = 100, mute = 0 } = options;
  const numbers = [clients, seconds, server.pid, inFlight, mute].map(String);
  const header = `Sec-WebSocket-Protocol: ${PROTOCOL_V1}`;
  return jsonOf([client, String(server.port), "/ws", ...numbers, header]);
}

/** Processor time of one delivered message, in µs. */
export const perMessage = ({ cpuMs, messages }: FanResult) => 1000 * cpuMs / messages;

/** Resident memory of one client, in KiB. */
export const perClient = ({ fullKb, emptyKb, clients }: FanResult) => (fullKb - emptyKb) / clients;
