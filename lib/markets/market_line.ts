import { allowedRequest } from "./allowed_request.ts";
import type { CallBudget } from "./call_budget.ts";
import type { Market, MarketOptions, Message } from "./market.ts";
import type { Peer } from "./connection.ts";
import { type Network, peerOf } from "./network.ts";
import type { Seen } from "./seen.ts";
import { reasonForSpentBudget, REMEDIES } from "./texts.ts";

export interface MarketLineOptions {
  readonly calls: Market["calls"];
  readonly options: MarketOptions;
  readonly budget: CallBudget;
  readonly network: Network;
}

/** The only way to a market: nothing but its allow-list, and no more often than the budget permits. */
export class MarketLine {
  readonly #calls: Market["calls"];
  readonly #options: MarketOptions;
  readonly #network: Network;
  readonly #budget: CallBudget;
  readonly #peer: Peer;

  /** @throws {TypeError} when the base URL is none */
  constructor({ calls, options, budget, network }: MarketLineOptions) {
    this.#calls = calls;
    this.#options = options;
    this.#network = network;
    this.#budget = budget;
    this.#peer = peerOf(options.base_url);
  }

  /** Sends the call `name` of the allow-list, or says why the budget does not allow it. */
  async send(name: string, message: Message, signal: AbortSignal): Promise<Seen> {
    const { base_url: baseUrl, calls_per_hour: limit } = this.#options;
    const outgoing = allowedRequest({ calls: this.#calls, baseUrl }, { name, message });
    switch (await this.#budget.take()) {
      case "granted":
        return await this.#network.request(outgoing, this.#limits(signal));
      case "spent": {
        const error = `budget of ${limit} calls an hour is spent`;
        return {
          kind: "unsent",
          error,
          reason: reasonForSpentBudget(limit),
          remedy: REMEDIES.budgetSpent,
          skipped: true,
        };
      }
      case "unknown": {
        const error = "budget cannot be checked: calls of the last hour are not known";
        const reason = {
          ko: "지난 한 시간의 호출 수를 알 수 없습니다",
          en: "The calls of the last hour are not known",
        };
        return { kind: "unsent", error, reason, remedy: REMEDIES.budgetUnknown, skipped: true };
      }
    }
  }

  /** A handshake without a request. The market counts requests, so this one costs nothing of the budget. */
  async knock(signal: AbortSignal): Promise<Seen> {
    return await this.#network.connect(this.#peer, this.#limits(signal));
  }

  #limits(signal: AbortSignal) {
    return { timeout: this.#options.timeout, signal };
  }
}
