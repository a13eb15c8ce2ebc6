/** What is asked at each scrape. */
import { seriesOf } from "../shared/custom_metric.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import type { Instruments } from "./instruments.ts";

export interface Probes {
  snapshot(): Snapshot;
  clients(): { patches: number; legacy: number; lagging: number };
  traffic(): { messages: number; bytes: number; skipped: number; closed: ReadonlyMap<number, number> };
  /** Milliseconds since 1970. */
  now(): number;
  /** Bytes. */
  memory(): { rss: number; heapUsed: number };
}

export function registerProbes(instruments: Instruments, probes: Probes): void {
  registerMemory(instruments, probes);
  registerSnapshot(instruments, probes);
  registerIntervals(instruments, probes);
  registerCustom(instruments, probes);
  registerClock(instruments, probes);
  registerClients(instruments, probes);
  registerTraffic(instruments, probes);
}

function registerMemory(instruments: Instruments, { memory }: Probes): void {
  instruments.probe(
    { name: "process_resident_memory_bytes", help: "Resident memory of the process" },
    (gauge) => gauge.set(memory().rss),
  );
  instruments.probe(
    { name: "process_heap_used_bytes", help: "Used heap of the server, its workers have their own" },
    (gauge) => gauge.set(memory().heapUsed),
  );
}

function registerSnapshot(instruments: Instruments, { snapshot, now }: Probes): void {
  const age = (at: string) => (now() - Date.parse(at)) / 1000;
  instruments.probe(
    { name: "snapshot_age_seconds", help: "Time since the snapshot was changed or confirmed" },
    (gauge) => gauge.set(age(snapshot().timestamp)),
  );
  instruments.probe(
    { name: "snapshot_sequence", help: "Number of the last change of the snapshot" },
    (gauge) => gauge.set(snapshot().seq),
  );
  instruments.probe(
    { name: "source_up", help: "1 while the source delivers, else 0", labelNames: ["source"] },
    (gauge) => {
      for (const [source, { state }] of Object.entries(snapshot().sources)) {
        gauge.set({ source }, state === "ok" ? 1 : 0);
      }
    },
  );
  instruments.probe(
    { name: "source_age_seconds", help: "Time since the source last delivered", labelNames: ["source"] },
    (gauge) => {
      for (const [source, { at }] of Object.entries(snapshot().sources)) {
        if (at !== null) gauge.set({ source }, age(at));
      }
    },
  );
}

/** Labels of one metric's rows, whose number has no bound: those of the first rows are told. */
const MOST_LABELS = 20;

function registerCustom(instruments: Instruments, { snapshot }: Probes): void {
  instruments.probe(
    {
      name: "custom",
      help: "The seller's own metrics, as they were last read; rows by their label, the first of them",
      labelNames: ["name", "label"],
    },
    (gauge) => {
      for (const [name, figure] of Object.entries(snapshot().custom)) {
        if (typeof figure.value === "number") gauge.set({ name, label: "" }, figure.value);
        for (const { label, value } of seriesOf(figure).slice(0, MOST_LABELS)) {
          if (value !== null) gauge.set({ name, label }, value);
        }
      }
    },
  );
  instruments.probe(
    { name: "custom_up", help: "1 while the metric can be read, else 0", labelNames: ["name"] },
    (gauge) => {
      for (const [name, { state }] of Object.entries(snapshot().custom)) {
        gauge.set({ name }, state === "ok" ? 1 : 0);
      }
    },
  );
}

function registerClock(instruments: Instruments, { snapshot }: Probes): void {
  instruments.probe(
    { name: "clock_skew_seconds", help: "How far our clock is ahead of what the markets' Date headers say" },
    (gauge) => {
      const [latest] = Object.values(snapshot().api_status)
        .flatMap(({ last_check, clock_skew: skew }) =>
          typeof skew === "number" ? [{ at: Date.parse(last_check), skew }] : []
        )
        .toSorted((a, b) => b.at - a.at);
      if (latest) gauge.set(latest.skew / 1000);
    },
  );
}

function registerIntervals(instruments: Instruments, { snapshot }: Probes): void {
  instruments.probe(
    {
      name: "source_interval_seconds",
      help: "Time between two deliveries of the source, as it is now",
      labelNames: ["source"],
    },
    (gauge) => {
      for (const [source, { interval }] of Object.entries(snapshot().sources)) {
        if (interval !== null) gauge.set({ source }, interval / 1000);
      }
    },
  );
}

function registerClients(instruments: Instruments, { clients }: Probes): void {
  instruments.probe(
    { name: "clients", help: "Open live connections", labelNames: ["protocol"] },
    (gauge) => {
      const { patches, legacy } = clients();
      gauge.set({ protocol: "v1" }, patches);
      gauge.set({ protocol: "legacy" }, legacy);
    },
  );
  instruments.probe(
    { name: "clients_lagging", help: "Live connections with too much unread data" },
    (gauge) => gauge.set(clients().lagging),
  );
}

function registerTraffic(instruments: Instruments, { traffic }: Probes): void {
  instruments.tally(
    { name: "messages_sent_total", help: "Messages sent to all clients" },
    (counter) => counter.inc(traffic().messages),
  );
  instruments.tally(
    { name: "messages_sent_bytes_total", help: "Bytes of the messages sent to all clients" },
    (counter) => counter.inc(traffic().bytes),
  );
  instruments.tally(
    { name: "messages_skipped_total", help: "Messages that lagging clients were not sent" },
    (counter) => counter.inc(traffic().skipped),
  );
  instruments.tally(
    { name: "clients_closed_total", help: "Live connections that the server closed", labelNames: ["code"] },
    (counter) => {
      for (const [code, count] of traffic().closed) counter.inc({ code: String(code) }, count);
    },
  );
}
