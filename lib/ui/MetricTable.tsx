import {
  type CustomFigure,
  levelOf,
  type MetricCell,
  type MetricColumn,
  type MetricLevel,
  seriesOf,
} from "../shared/custom_metric.ts";
import { formatCell } from "./metric_format.ts";
import { StatusMark } from "./StatusMark.tsx";
import type { View } from "./view.ts";

interface MetricTableProps {
  figure: CustomFigure;
  title: string;
  view: View;
}

/** The rows of a metric; those that are beyond its thresholds are marked by more than colour. */
export function MetricTable({ figure, title, view }: MetricTableProps) {
  const { columns, rows, thresholds } = figure;
  if (!columns || !rows || rows.length === 0) return <p class="empty">{view.texts.metricNoRows}</p>;
  const judged = seriesOf(figure);
  const level = (index: number) => {
    const value = judged[index]?.value;
    return typeof value === "number" ? levelOf(value, thresholds) : null;
  };
  return (
    <div class="metric-table" tabIndex={0} role="group" aria-label={title}>
      <table class="data">
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {columns.map(({ name, kind }) => <th key={name} scope="col" class={`cell--${kind}`}>{name}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <MetricRow key={index} {...{ row, columns, figure, view }} level={level(index)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface MetricRowProps extends Pick<MetricTableProps, "figure" | "view"> {
  row: readonly MetricCell[];
  columns: readonly MetricColumn[];
  level: MetricLevel | null;
}

function MetricRow({ row, columns, figure, level, view }: MetricRowProps) {
  const { texts, language } = view;
  const shown = row.map((cell, index) => formatCell(cell, columns[index]!, figure, language));
  const [name, ...cells] = shown;
  return (
    <tr>
      <th scope="row">
        {name} {(level === "bad" || level === "warn") && (
          <span class={`tone-${level}`}>
            <StatusMark tone={level} />
            <span class="visually-hidden">{level === "bad" ? texts.metricBad : texts.metricWarn}</span>
          </span>
        )}
      </th>
      {cells.map((cell, index) => <td key={index} class={`cell--${columns[index + 1]!.kind}`}>{cell}</td>)}
    </tr>
  );
}
