import type { ChartTable } from "../shared/chart_spec.ts";

interface DataTableProps {
  table: ChartTable;
  caption: string;
}

/** A chart in words: the first column names the row, the others are figures. */
export function DataTable({ table: { head, rows }, caption }: DataTableProps) {
  return (
    <table class="data">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>{head.map((name) => <th key={name} scope="col">{name}</th>)}</tr>
      </thead>
      <tbody>
        {rows.map(([name = "", ...values], row) => (
          <tr key={row}>
            <th scope="row">{name}</th>
            {values.map((value, index) => <td key={index}>{value}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
