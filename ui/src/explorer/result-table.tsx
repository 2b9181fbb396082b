import { useState } from 'preact/hooks';
import { mean, percentile } from '../metrics/distribution';
import { Icon } from '../parts/icon';
import { Empty } from '../parts/notices';
import { formatInUnit, formatNumber } from '../telemetry/units';
import { nativeDistribution } from './buckets';
import { type LabelSet, type QueryData, type RawHistogram, toNumber } from './prometheus';
import { selectorOf, sharedLabels } from './series';

export interface Row {
  labels: LabelSet;
  /** What is sorted by; null when it is no number. */
  number: number | null;
  text: string;
  time: number;
}

function ofHistogram(raw: RawHistogram, unit: string): { number: number; text: string } {
  const each = nativeDistribution(raw);
  const said = (name: string, value: number | null) => (value === null ? [] : [`${name} ${formatInUnit(value, unit)}`]);
  return {
    number: each.count,
    text: [
      `${formatNumber(each.count)} recorded`,
      ...said('mean', mean(each)),
      ...said('p50', percentile(each, 0.5)),
      ...said('p99', percentile(each, 0.99)),
    ].join(' · '),
  };
}

export function rowsOf(data: QueryData, unit: string): Row[] {
  const number = (text: string, time: number, labels: LabelSet): Row => {
    const value = toNumber(text);
    return {
      labels,
      number: Number.isNaN(value) ? null : value,
      text: Number.isFinite(value) ? formatInUnit(value, unit) : text,
      time,
    };
  };
  switch (data.resultType) {
    case 'scalar':
      return [number(data.result[1], data.result[0], {})];
    case 'string':
      return [{ labels: {}, number: null, text: data.result[1], time: data.result[0] }];
    case 'vector':
      return data.result.map(({ metric, value, histogram }) =>
        histogram
          ? { labels: metric, ...ofHistogram(histogram[1], unit), time: histogram[0] }
          : number(value?.[1] ?? 'NaN', value?.[0] ?? 0, metric),
      );
    case 'matrix':
      return data.result.flatMap(({ metric, values = [], histograms = [] }) => [
        ...values.map(([time, text]) => number(text, time, metric)),
        ...histograms.map(([time, raw]) => ({ labels: metric, ...ofHistogram(raw, unit), time })),
      ]);
  }
}

interface Sort {
  column: string;
  down: boolean;
}

const VALUE = '\u0000value';
const TIME = '\u0000time';
const ROWS_FIRST = 200;
const order = new Intl.Collator(undefined, { numeric: true });

export function sortedRows(rows: readonly Row[], { column, down }: Sort): Row[] {
  const ordered = rows.toSorted((a, b) => {
    if (column === VALUE) return (a.number ?? -Infinity) - (b.number ?? -Infinity) || order.compare(a.text, b.text);
    if (column === TIME) return a.time - b.time;
    return order.compare(a.labels[column] ?? '', b.labels[column] ?? '');
  });
  return down ? ordered.reverse() : ordered;
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** The answer at one moment: a column per label that differs, sorted and filtered by hand. */
export function ResultTable({ data, unit }: { data: QueryData; unit: string }) {
  const [sort, setSort] = useState<Sort>(
    data.resultType === 'matrix' ? { column: TIME, down: true } : { column: VALUE, down: true },
  );
  const [filter, setFilter] = useState('');
  const [all, setAll] = useState(false);
  const rows = rowsOf(data, unit);
  if (rows.length === 0)
    return (
      <Empty title="No series">
        <p>Nothing has a value at this moment. A series is still counted for five minutes after its last sample.</p>
      </Empty>
    );
  const shared = sharedLabels(rows.map((row) => row.labels));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row.labels)))].filter((name) => !(name in shared));
  const needle = filter.trim().toLowerCase();
  const matching = needle
    ? rows.filter((row) => Object.values(row.labels).some((value) => value.toLowerCase().includes(needle)))
    : rows;
  const ordered = sortedRows(matching, sort);
  const shown = all ? ordered : ordered.slice(0, ROWS_FIRST);
  const withTime = data.resultType === 'matrix';
  const head = (column: string, label: string, numeric = false) => (
    <th
      key={column}
      scope="col"
      class={numeric ? 'number' : ''}
      aria-sort={sort.column === column ? (sort.down ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" onClick={() => setSort({ column, down: sort.column === column ? !sort.down : numeric })}>
        {label} <span aria-hidden="true">{sort.column === column ? (sort.down ? '↓' : '↑') : ''}</span>
      </button>
    </th>
  );
  return (
    <>
      <div class="result-bar">
        <label class="field">
          <Icon name="search" />
          <input
            type="search"
            aria-label="Filter the rows"
            placeholder="Filter the rows"
            value={filter}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
        </label>
        <span class="muted nowrap">
          {matching.length === rows.length ? rows.length : `${matching.length} of ${rows.length}`}{' '}
          {rows.length === 1 ? 'row' : 'rows'}
        </span>
        {Object.keys(shared).length > 0 && (
          <span class="shared cut mono" title={`All rows share ${selectorOf(shared)}`}>
            all: {selectorOf(shared)}
          </span>
        )}
      </div>
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Result">
        <table class="table hover result-table">
          <thead>
            <tr>
              {columns.map((column) => head(column, column === '__name__' ? 'metric' : column))}
              {withTime && head(TIME, 'time')}
              {head(VALUE, 'value', true)}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, i) => (
              <tr key={i}>
                {columns.map((column) => (
                  <td key={column} class="mono" title={row.labels[column]}>
                    {row.labels[column] ?? ''}
                  </td>
                ))}
                {withTime && <td class="nowrap">{clock.format(new Date(row.time * 1000))}</td>}
                <td class="number" title={row.number === null ? row.text : String(row.number)}>
                  {row.text}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {ordered.length > shown.length && (
        <button type="button" class="button small more" onClick={() => setAll(true)}>
          Show all {ordered.length} rows
        </button>
      )}
    </>
  );
}
