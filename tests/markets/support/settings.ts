import type { CallLedger } from "../../../lib/budget/call_ledger.ts";
import { OwnLedger } from "../../../lib/budget/own_ledger.ts";
import type { MarketOptions } from "../../../lib/markets/market.ts";
import type { Clock } from "../../../lib/shared/clock.ts";
import { MemoryCallStore } from "../../../lib/state/call_store_memory.ts";

/** A ledger that forgets with the test. */
export function memoryLedger(clock: Clock): CallLedger {
  return new OwnLedger({ store: new MemoryCallStore(), clock });
}

/** Options of a market as the configuration makes them, and what a test changes in them. */
export function settings(changes: Partial<MarketOptions> = {}): MarketOptions {
  return {
    enabled: true,
    name: "마켓",
    base_url: "https://market.invalid",
    timeout: 10_000,
    slow: 2_000,
    calls_per_hour: 120,
    ...changes,
  };
}

/** Credentials that belong to nobody. */
export const KEYS = {
  coupang: {
    access_key: "00000000-1111-2222-3333-444444444444",
    secret_key: "test-secret-key-0123456789abcdef01234567",
    vendor_id: "A00012345",
  },
  naver: { client_id: "1a2B3c4D5e6F7g8H9i0JkL", client_secret: "$2a$04$N9qo8uLOickgx2ZMRZoMye" },
  "11st": { api_key: "0123456789abcdef0123456789abcdef" },
} as const;
