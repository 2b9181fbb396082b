// Histograms as the query API tells them: native ones with their buckets, classic ones as series with `le`.

import type { Bucket, Distribution } from '../metrics/distribution';
import type { Heat } from '../metrics/plot';
import { type LabelSet, type MatrixSeries, type RawHistogram, toNumber } from './prometheus';
import { columnOf, labelKey } from './series';
import { stepTimes, type Window } from './window';

/** Bounds of one bucket belong to it on one side or both; for a drawing that is all the same. */
export function nativeDistribution(histogram: RawHistogram): Distribution {
  const buckets = (histogram.buckets ?? [])
    .map(([, from, to, count]) => ({ from: toNumber(from), to: toNumber(to), count: toNumber(count) }))
    .sort((a, b) => a.from - b.from);
  return { count: toNumber(histogram.count), sum: finite(toNumber(histogram.sum)), min: null, max: null, buckets };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

export function isNative(all: readonly MatrixSeries[]): boolean {
  return all.some((series) => (series.histograms?.length ?? 0) > 0);
}

export function isClassic(all: readonly MatrixSeries[]): boolean {
  return (
    all.length > 1 && all.some((series) => series.metric.le === '+Inf') && all.every((each) => 'le' in each.metric)
  );
}

/** Cumulative counts per `le` become counts per bucket, for each group of series that differ in `le` alone. */
export function classicColumns(all: readonly MatrixSeries[], window: Window): Bucket[][] {
  const times = stepTimes(window);
  const groups = new Map<string, { le: number; values: (number | null)[] }[]>();
  for (const series of all) {
    const { le = '', ...rest } = series.metric;
    const bound = toNumber(le);
    if (le === '' || Number.isNaN(bound)) continue;
    const values: (number | null)[] = times.map(() => null);
    for (const [time, text] of series.values ?? []) {
      const at = columnOf(time, window, times.length);
      if (at >= 0) values[at] = finite(toNumber(text));
    }
    const key = labelKey(withoutName(rest));
    groups.set(key, [...(groups.get(key) ?? []), { le: bound, values }]);
  }
  const sorted = [...groups.values()].map((group) => group.sort((a, b) => a.le - b.le));
  return times.map((_, column) => sorted.flatMap((group) => bucketsAt(group, column)));
}

function withoutName({ __name__: _, ...labels }: LabelSet): LabelSet {
  return labels;
}

function bucketsAt(group: readonly { le: number; values: (number | null)[] }[], column: number): Bucket[] {
  const buckets: Bucket[] = [];
  let [below, from] = [0, group[0] && group[0].le > 0 ? 0 : -Infinity];
  for (const { le, values } of group) {
    const count = values[column];
    if (count === null || count === undefined) continue;
    buckets.push({ from, to: le, count: Math.max(0, count - below) });
    below = Math.max(below, count);
    from = le;
  }
  return buckets;
}

export function nativeColumns(all: readonly MatrixSeries[], window: Window): Bucket[][] {
  const columns: Bucket[][] = stepTimes(window).map(() => []);
  for (const series of all)
    for (const [time, histogram] of series.histograms ?? []) {
      const at = columnOf(time, window, columns.length);
      if (at >= 0) columns[at]!.push(...nativeDistribution(histogram).buckets);
    }
  return columns;
}

const ROWS_MAX = 60;

/** Counts per row of buckets and step. Equal buckets of several series add up; very fine ones share a row. */
export function heatOf(columns: readonly (readonly Bucket[])[], window: Window): Heat {
  const used = new Map<string, { from: number; to: number }>();
  for (const column of columns)
    for (const { from, to, count } of column) if (count > 0) used.set(`${from}:${to}`, { from, to });
  const rows = joined(filled([...used.values()].sort((a, b) => a.from - b.from || a.to - b.to)));
  const counts = rows.map(() => columns.map(() => 0));
  let most = 0;
  columns.forEach((column, at) => {
    for (const bucket of column) {
      if (bucket.count <= 0) continue;
      const row = rowOf(rows, bucket);
      if (row < 0) continue;
      const total = counts[row]![at]! + bucket.count;
      counts[row]![at] = total;
      most = Math.max(most, total);
    }
  });
  return {
    grid: { times: stepTimes(window), start: window.start - window.step / 2, step: window.step },
    rows,
    counts,
    most,
  };
}

function rowOf(rows: readonly { from: number; to: number }[], { from, to }: Bucket): number {
  let [low, high] = [0, rows.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const row = rows[middle]!;
    if (from >= row.from && to <= row.to) return middle;
    if (from < row.from) high = middle - 1;
    else low = middle + 1;
  }
  return -1;
}

/** Empty buckets are left out of answers: a narrow hole becomes a row, so that the axis does not jump. */
function filled(rows: { from: number; to: number }[]): { from: number; to: number }[] {
  const result: { from: number; to: number }[] = [];
  for (const row of rows) {
    const before = result.at(-1);
    if (before && row.from > before.to && Number.isFinite(before.to)) result.push({ from: before.to, to: row.from });
    if (!before || row.from >= before.to) result.push({ ...row });
    else before.to = Math.max(before.to, row.to);
  }
  return result;
}

function joined(rows: { from: number; to: number }[]): { from: number; to: number }[] {
  if (rows.length <= ROWS_MAX) return rows;
  const size = Math.ceil(rows.length / ROWS_MAX);
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => {
    const group = rows.slice(i * size, (i + 1) * size);
    return { from: group[0]!.from, to: group.at(-1)!.to };
  });
}

/** Where a value lies on the ordinal axis of the rows: 0 at the bottom, 1 at the top; null outside of it. */
export function heightOf(heat: Heat, value: number): number | null {
  const at = heat.rows.findIndex((row) => value > row.from && value <= row.to);
  if (at < 0) return null;
  const { from, to } = heat.rows[at]!;
  const inside = Number.isFinite(from) && Number.isFinite(to) && to > from ? (value - from) / (to - from) : 0.5;
  return (at + inside) / heat.rows.length;
}
