import type { Services } from "../app/services.ts";
import { isMoneyPath, mask } from "../shared/mask.ts";

/** An amount of money was asked for by somebody from whom amounts are hidden. */
export class HiddenError extends Error {
  override readonly name = "HiddenError";
}

/**
 * The services as routes have them for those from whom amounts are hidden: whatever a route shows, it cannot show an
 * amount. The recorded ones throw {@linkcode HiddenError}.
 */
export function maskedServices(services: Services): Services {
  const masked: Pick<Services, "snapshot" | "history"> = {
    snapshot: () => mask(services.snapshot()),
    history: (range) => {
      if (!isMoneyPath(range.metric, services.snapshot())) return services.history(range);
      return Promise.reject(new HiddenError(`${range.metric} is hidden`));
    },
  };
  // Some services are getters, which a copy would freeze.
  return Object.assign(Object.create(services) as Services, masked);
}
