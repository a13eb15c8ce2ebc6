/**
 * The hub: the one owner of the current snapshot.
 *
 * Guarantees: changes are numbered without gaps within an epoch; listeners are called in the order of the changes, each
 * change once, synchronously within {@linkcode Hub.publish} or {@linkcode Hub.tick}. A listener that throws stops
 * nobody else's change, its error goes to `onListenerError`.
 */
import type { Clock } from "../shared/clock.ts";
import { type Confirmation, confirmationOf } from "../shared/confirmation.ts";
import type { MergePatch } from "../shared/protocol.ts";
import { mask } from "../shared/mask.ts";
import { Ring } from "../shared/ring.ts";
import { type Snapshot, SOURCE_NAMES, type SourceName } from "../shared/snapshot.ts";
import type { CustomReading } from "../shared/custom_metric.ts";
import { applyUpdate } from "./apply_update.ts";
import { type CustomDefinition, withDefinitions, withReadings } from "./custom_figures.ts";
import { type SourceIntervals, type TimeSettings, withIntervals, withLast, withTime } from "./freshness.ts";
import type { HubUpdate } from "./hub_update.ts";
import { wirePatch } from "./wire_patch.ts";

/** One numbered change of the snapshot; without a patch, a tick that confirmed it. */
export interface Change {
  readonly seq: number;
  readonly at: string;
  readonly patch?: MergePatch;
  /** The patch between what those see from whom amounts are hidden; empty where only amounts changed. */
  readonly masked?: MergePatch;
  /** Which sources delivered with it. */
  readonly confirmation: Confirmation;
}

/** A delivery of this source is a whole tick of its collector, which viewers hear of also when nothing changed. */
const TICKING: SourceName = "database";

function okSources({ sources }: Snapshot): SourceName[] {
  return SOURCE_NAMES.filter((name) => sources[name].state === "ok");
}

/** What a new configuration may change while the hub runs. */
export interface HubSettings extends TimeSettings {
  /** How often each source is to deliver, in ms; a collector may change its own. */
  readonly intervals: SourceIntervals;
  /** The seller's own metrics; others have no figures. */
  readonly custom: readonly CustomDefinition[];
  /** A moment (ms since 1970) as ISO 8601 with the business zone's offset. */
  readonly isoTime: (now: number) => string;
}

export interface HubOptions extends HubSettings {
  /** The snapshot to start from. */
  readonly initial: Snapshot;
  readonly clock: Clock;
  readonly onListenerError: (error: unknown) => void;
  /** How many changes are kept for clients that come back. */
  readonly kept?: number;
}

export class Hub {
  #snapshot: Snapshot;
  #options: HubOptions;
  readonly #changes: Ring<Change>;
  readonly #listeners = new Set<(change: Change) => void>();
  /** Sources that have delivered, or that are switched off: nothing older is to be shown for them. */
  readonly #heard = new Set<SourceName>();

  constructor(options: HubOptions) {
    this.#options = options;
    const initial = withDefinitions(withIntervals(options.initial, options.intervals), options.custom);
    this.#snapshot = withTime(initial, options.clock.now(), options);
    this.#changes = new Ring(options.kept ?? 256);
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Goes on by other settings, with what `keep` leaves of the snapshot. */
  configure(settings: HubSettings, keep = (snapshot: Snapshot) => snapshot): void {
    this.#options = { ...this.#options, ...settings };
    const kept = withIntervals(keep(this.#snapshot), settings.intervals);
    this.#advance(withDefinitions(kept, settings.custom));
  }

  /** Merges what one tick of a collector found; one call is at most one change. */
  publish(updates: readonly HubUpdate[]): void {
    for (const update of updates) {
      if (update.kind === "delivered" || update.off) this.#heard.add(update.source);
    }
    const delivered = updates.filter(({ kind }) => kind === "delivered").map(({ source }) => source);
    this.#advance(updates.reduce(applyUpdate, this.#snapshot), delivered);
  }

  /** Merges what was read of the seller's own metrics; one call is at most one change. */
  publishCustom(readings: readonly CustomReading[]): void {
    this.#advance(withReadings(this.#snapshot, readings));
  }

  /** Fills in what the last process knew, where nothing newer is known. */
  restore(last: Snapshot): void {
    this.#advance(withLast(this.#snapshot, { last, heard: this.#heard }));
  }

  /** Tells everybody of a big sale, or of its end. */
  setSale(sale: Snapshot["sale"]): void {
    this.#advance({ ...this.#snapshot, sale });
  }

  /** Tells everybody how the configuration file stands to what is in force. */
  setConfig(config: Snapshot["config"]): void {
    this.#advance({ ...this.#snapshot, config });
  }

  /** Shows everybody other cards. */
  setLayout(layout: Snapshot["layout"]): void {
    this.#advance({ ...this.#snapshot, layout });
  }

  /** Lets time pass: figures that grew old are marked. To be called at least once an interval. */
  tick(): void {
    this.#advance(this.#snapshot);
  }

  /** Calls `listener` for every change from now on, until the subscription is disposed of. */
  subscribe(listener: (change: Change) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  /** The changes after `seq`, or `undefined` when they are no longer (or not yet) known here. */
  changesSince(epoch: string, seq: number): Change[] | undefined {
    const { epoch: ours, seq: latest } = this.#snapshot;
    if (epoch !== ours || seq > latest) return undefined;
    const missed = this.#changes.toArray().filter((change) => change.seq > seq);
    return missed.length === latest - seq ? missed : undefined;
  }

  #advance(updated: Snapshot, delivered: readonly SourceName[] = []): void {
    const { clock, isoTime } = this.#options;
    const now = clock.now();
    const after = withTime(updated, now, this.#options);
    const before = this.#snapshot;
    const patch = wirePatch(before, after);
    const patches = patch && { patch, masked: wirePatch(mask(before), mask(after)) ?? {} };
    const at = isoTime(now);
    const seq = before.seq + (patches ? 1 : 0);
    this.#snapshot = { ...after, timestamp: at, seq };
    const confirmation = confirmationOf({ ok: okSources(this.#snapshot), delivered });
    if (patches) this.#changes.push({ seq, at, ...patches, confirmation });
    if (!patches && !delivered.includes(TICKING)) return;
    for (const listener of this.#listeners) {
      this.#tell(listener, { seq, at, ...patches, confirmation });
    }
  }

  #tell(listener: (change: Change) => void, change: Change): void {
    try {
      listener(change);
    } catch (error) {
      this.#options.onListenerError(error);
    }
  }
}
