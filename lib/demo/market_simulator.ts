import type { MarketOptions } from "../markets/market.ts";
import { markets as tables } from "../markets/markets.ts";
import type { SimulatedCode as MarketCode } from "./market_simulated.ts";
import { waitFor } from "../shared/wait_for.ts";
import type { Clock } from "../shared/clock.ts";
import { simulateCoupang } from "./market_coupang.ts";
import { simulateElevenst } from "./market_elevenst.ts";
import { type Mood, moodAt } from "./market_mood.ts";
import { simulateNaver } from "./market_naver.ts";
import { MarketServer } from "./market_server.ts";
import type { Play, Reply, SimulatedMarket } from "./market_simulated.ts";
import { type Past, type PastCheck, pastChecks } from "./market_past.ts";
import { between, seededRandom } from "./random.ts";

/** Keys of a seller who exists nowhere; the simulated markets accept these and no others. */
const CREDENTIALS = {
  coupang: {
    access_key: "00000000-1111-2222-3333-444444444444",
    secret_key: "demo-secret-key-0123456789abcdef01234567",
    vendor_id: "A00012345",
  },
  naver: { client_id: "1a2B3c4D5e6F7g8H9i0JkL", client_secret: "$2a$04$N9qo8uLOickgx2ZMRZoMye" },
  "11st": { api_key: "0123456789abcdef0123456789abcdef" },
} as const satisfies Record<MarketCode, Partial<MarketOptions>>;

/** An answer that never comes is given up after this; no client waits as long. */
const HANGING = 60_000;

export interface MarketSimulatorOptions {
  /** Same seed, same moods at the same times, same latencies. */
  readonly seed: number;
  readonly clock: Clock;
  /** Stops the servers. */
  readonly signal: AbortSignal;
  /** Moods that stay; a market without one has good and bad spells. */
  readonly moods?: Readonly<Partial<Record<MarketCode, Mood>>>;
  /** Factor on every latency; tests have no time. */
  readonly pace?: number;
  /** PEM; with one the markets speak TLS, as they really do. */
  readonly certificate?: { readonly cert: string; readonly key: string };
}

export interface PastSpan extends Pick<Past, "from" | "to" | "every"> {
  readonly slow: Readonly<Record<MarketCode, number>>;
}

export interface MarketSimulator {
  readonly base_urls: Readonly<Record<MarketCode, string>>;
  readonly credentials: typeof CREDENTIALS;
  /**
   * Holds a market in a mood, from when it resolves; null gives it back to its spells.
   *
   * @throws {RangeError} when the market does not know the mood
   */
  setMood(market: MarketCode, mood: Mood | null): Promise<void>;
  /** What checks of each market would have found before now. */
  past(span: PastSpan): Readonly<Record<MarketCode, readonly PastCheck[]>>;
  /** Resolves when the servers have stopped. */
  readonly closed: Promise<void>;
}

/** Local servers that behave like the markets' APIs: they verify signatures, have latencies, and fall sick. */
export function startMarketSimulator(options: MarketSimulatorOptions): MarketSimulator {
  const { seed, clock, signal, moods = {}, pace = 1, certificate } = options;
  const random = seededRandom(seed);
  const markets: Record<MarketCode, SimulatedMarket> = {
    coupang: simulateCoupang({ key: CREDENTIALS.coupang, clock }),
    naver: simulateNaver({ application: CREDENTIALS.naver, clock, random }),
    "11st": simulateElevenst({ key: CREDENTIALS["11st"].api_key }),
  };
  const codes = Object.keys(markets) as MarketCode[];
  const held = new Map<MarketCode, Mood>();

  function hold(code: MarketCode, mood: Mood | null): void {
    if (mood === null) held.delete(code);
    else if (knows(markets[code], mood)) held.set(code, mood);
    else throw new RangeError(`Cannot put ${code} in the mood "${mood}": its API has no such answer`);
  }

  async function answer(code: MarketCode, request: Request): Promise<Response> {
    const market = markets[code];
    const mood = held.get(code) ??
      moodAt({ seed, market: code, at: clock.now() }, (candidate) => knows(market, candidate));
    if (mood === "hanging") {
      await waitFor(HANGING, signal);
      return new Response(null, { status: 503 });
    }
    const [low, high] = mood === "slow" ? market.slowLatency : market.latency;
    await waitFor(between(random, low, high) * pace, signal);
    return responseOf(await reply(market, mood, request), clock.now());
  }

  for (const code of codes) hold(code, moods[code] ?? null);
  const byCode = <T>(make: (code: MarketCode) => T) =>
    Object.fromEntries(codes.map((code) => [code, make(code)])) as Record<MarketCode, T>;
  const servers = byCode((code) =>
    new MarketServer({ answer: async (request) => answer(code, await arrived(request)), signal, certificate })
  );

  for (const code of codes) if (held.get(code) === "closed") void servers[code].close();

  async function setMood(code: MarketCode, mood: Mood | null): Promise<void> {
    hold(code, mood);
    if (mood === "closed") await servers[code].close();
    else servers[code].open();
  }

  return {
    base_urls: byCode((code) => servers[code].origin + markets[code].prefix),
    credentials: CREDENTIALS,
    setMood,
    past: ({ slow, ...span }) =>
      byCode((code) =>
        pastChecks({
          api: markets[code],
          market: tables[code],
          knows: (mood) => knows(markets[code], mood),
        }, { ...span, seed, market: code, slow: slow[code] })
      ),
    closed: Promise.all(Object.values(servers).map(({ closed }) => closed)).then(() => {}),
  };
}

/** A request with its body, which could not be read any more when whoever sent it has left. */
async function arrived(request: Request): Promise<Request> {
  const { url, method, headers } = request;
  // A copy of the whole would take its signal along, and the runtime warns of those.
  return request.body ? new Request(url, { method, headers, body: await request.bytes() }) : request;
}

/** A market's clock shows in its answers. */
function responseOf({ status, headers, body }: Play | Reply, now: number): Response {
  const dated = { date: new Date(now).toUTCString(), ...headers };
  return new Response(typeof body === "function" ? body() : body, { status, headers: dated });
}

function knows({ plays }: SimulatedMarket, mood: Mood): boolean {
  return ["healthy", "slow", "hanging", "closed"].includes(mood) || mood in plays;
}

function reply(market: SimulatedMarket, mood: Mood, request: Request): Play | Promise<Reply> | Reply {
  const { pathname } = new URL(request.url);
  const play = mood in market.plays ? market.plays[mood as keyof SimulatedMarket["plays"]] : undefined;
  if (play && (play.path === undefined || play.path === pathname)) return play;
  return market.serve(request);
}
