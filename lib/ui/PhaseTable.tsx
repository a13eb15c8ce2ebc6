import { formatDuration } from "../shared/format_time.ts";
import { PHASES, type Phases } from "../shared/snapshot.ts";
import type { PhaseSummary } from "./phase_summary.ts";
import type { View } from "./view.ts";

interface PhaseTableProps {
  /** Of the last check; null when it did not measure any. */
  latest: Phases | null;
  /** Of the recorded checks of a day. */
  day: PhaseSummary | null;
  view: View;
}

/** Where the time of an answer goes: the way to the market, or the market itself. */
export function PhaseTable({ latest, day, view }: PhaseTableProps) {
  const { texts } = view;
  const labels = {
    dns: texts.phaseDns,
    connect: texts.phaseConnect,
    tls: texts.phaseTls,
    first_byte: texts.phaseFirstByte,
  };
  const shown = (ms: number | null | undefined) => {
    if (typeof ms !== "number") return "–";
    return 0 < ms && ms < 0.5 ? "< 1 ms" : formatDuration(ms);
  };
  return (
    <table class="data phases">
      <caption>{texts.phases}</caption>
      <thead>
        <tr>
          {[texts.phase, texts.latest, texts.mean, texts.highest].map((head) => (
            <th key={head} scope="col">{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {PHASES.map((name) => (
          <tr key={name}>
            <th scope="row">{labels[name]}</th>
            <td>{shown(latest?.[name])}</td>
            <td>{shown(day?.[name]?.mean)}</td>
            <td>{shown(day?.[name]?.highest)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
