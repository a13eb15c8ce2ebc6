import type { Services } from "../app/services.ts";
import { isMoneyPath, mask } from "../shared/mask.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import type { Viewer } from "../shared/viewer.ts";
import { seesConfig } from "./access.ts";

/** An amount of money was asked for by somebody from whom amounts are hidden. */
export class HiddenError extends Error {
  override readonly name = "HiddenError";
}

/**
 * The services as routes have them for a viewer: whatever a route shows, it cannot show an amount or a fault of the
 * configuration to those from whom they are hidden. Recorded amounts throw {@linkcode HiddenError}.
 */
export function servicesFor(viewer: Viewer, services: Services): Services {
  const { masked } = viewer;
  const isTold = seesConfig(viewer);
  if (!masked && isTold) return services;
  const snapshot = (): Snapshot => {
    const shown = masked ? mask(services.snapshot()) : services.snapshot();
    return isTold ? shown : { ...shown, config: null };
  };
  const history: Services["history"] = (range) => {
    if (!masked || !isMoneyPath(range.metric, services.snapshot())) return services.history(range);
    return Promise.reject(new HiddenError(`${range.metric} is hidden`));
  };
  // Some services are getters, which a copy would freeze.
  return Object.assign(Object.create(services) as Services, { snapshot, history });
}
