/** Makes instruments of one registry, all with the program's prefix. */
import { Counter, Gauge, Histogram, Registry } from "prom-client";

export interface Named {
  /** Without the prefix. */
  readonly name: string;
  readonly help: string;
  readonly labelNames?: string[];
}

export class Instruments {
  readonly registry = new Registry();

  gauge(named: Named): Gauge {
    return new Gauge(this.#configuration(named));
  }

  counter(named: Named): Counter {
    return new Counter(this.#configuration(named));
  }

  /** @param buckets upper bounds */
  histogram(named: Named, buckets: number[]): Histogram {
    return new Histogram({ ...this.#configuration(named), buckets });
  }

  /** A gauge whose values are asked for at each scrape; what is not set again is gone. */
  probe(named: Named, set: (gauge: Gauge) => void): void {
    const gauge: Gauge = new Gauge({
      ...this.#configuration(named),
      collect() {
        gauge.reset();
        // Without labels a reset makes it 0, which would be a figure.
        if (!named.labelNames?.length) gauge.remove();
        set(gauge);
      },
    });
  }

  /** A counter of what is counted elsewhere, asked for at each scrape. */
  tally(named: Named, count: (counter: Counter) => void): void {
    const counter: Counter = new Counter({
      ...this.#configuration(named),
      collect() {
        counter.reset();
        count(counter);
      },
    });
  }

  #configuration({ name, help, labelNames = [] }: Named) {
    return { name: `marketpulse_${name}`, help, labelNames, registers: [this.registry] };
  }
}
