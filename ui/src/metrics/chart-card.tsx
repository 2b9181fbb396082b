import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from '../parts/icon';
import { formatInUnit } from '../telemetry/units';
import type { LinePlot } from './plot';

interface ChartCardProps {
  title: string;
  note?: string;
  table: () => TableData;
  children: ComponentChildren;
}

export interface TableData {
  /** One for all columns, or one each. */
  unit?: string;
  units?: readonly string[];
  columns: readonly string[];
  /** Newest first: a time in seconds and one value per column. */
  rows: readonly { time: number; values: readonly (number | null)[] }[];
}

/** A chart that can be read as a table, too. */
export function ChartCard({ title, note, table, children }: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <section class="card chart-card" aria-label={title}>
      <header>
        <h3 class="grow">
          {title} {note && <span class="muted">{note}</span>}
        </h3>
        <button
          type="button"
          class={`button small ${asTable ? 'on' : ''}`}
          aria-pressed={asTable}
          title={asTable ? 'Show the chart' : 'Show the figures as a table'}
          onClick={() => setAsTable(!asTable)}
        >
          <Icon name={asTable ? 'chart' : 'table'} />
          {asTable ? 'Chart' : 'Table'}
        </button>
      </header>
      {asTable ? <DataTable data={table()} /> : children}
    </section>
  );
}

const clock = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

export function DataTable({ data }: { data: TableData }) {
  return (
    <div class="data-table" tabIndex={0} role="region" aria-label="Figures">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Time</th>
            {data.columns.map((column, i) => (
              <th key={`${column}${i}`} scope="col" class="number">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.time}>
              <td class="nowrap">{clock.format(new Date(row.time * 1000))}</td>
              {row.values.map((value, i) => (
                <td key={i} class="number">
                  {value === null ? '–' : formatInUnit(value, data.units?.[i] ?? data.unit ?? '')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function plotTable(plot: LinePlot): TableData {
  const rows = plot.times
    .map((time, i) => ({ time, values: plot.lines.map((line) => line.values[i] ?? null) }))
    .filter((row) => row.values.some((value) => value !== null));
  return { unit: plot.unit, columns: plot.lines.map((line) => line.label), rows: rows.reverse() };
}
