// From a metric as the server tells it to what is drawn: lines, a heatmap and exemplars.

import type { Exemplar, Metric, MetricSeries } from '../api/wire';
import { nanosToSeconds } from '../time/nanos';
import { type Distribution, intervals, mean, merge, percentile, type TimedDistribution } from './distribution';
import { cell, type Grid, gridStep, newGrid, onGrid, reportInterval } from './grid';
import { gaugeSamples, inOrder, isRecorded, pointSeconds, rateSamples, runningTotal, type Sample } from './points';

export interface Line {
  label: string;
  /** One of the series; lines computed over all of them have none. */
  series?: MetricSeries;
  values: (number | null)[];
}

export interface LinePlot {
  title: string;
  unit: string;
  times: number[];
  step: number;
  lines: Line[];
  /** Lines beyond what a person can tell apart are not drawn. */
  omitted: number;
}

export interface ExemplarMark {
  time: number;
  value: number;
  traceId: string;
  spanId: string;
}

export interface Heat {
  grid: Grid;
  /** Ascending bucket rows, each (from, to]. */
  rows: { from: number; to: number }[];
  /** counts[row][column] */
  counts: number[][];
  most: number;
}

export const LINES_MAX = 20;
export const QUANTILES = [0.5, 0.9, 0.95, 0.99] as const;

/** The values of the labels that differ between the series: the rest would only repeat. */
export function seriesLabels(all: readonly MetricSeries[]): string[] {
  const entries = all.map((series) => ({ ...series.resource, ...series.attributes }));
  const keys = [...new Set(entries.flatMap((each) => Object.keys(each)))];
  const telling = keys.filter((key) => new Set(entries.map((each) => each[key] ?? '')).size > 1);
  const chosen = telling.filter((key) => !isInstanceDetail(key) || telling.every(isInstanceDetail));
  return entries.map((each) => {
    const text = chosen.flatMap((key) => (each[key] ? [each[key]] : [])).join(' · ');
    return text || each['service.name'] || 'all';
  });
}

/** Says which process, never what it did. */
function isInstanceDetail(key: string): boolean {
  return /^(service\.instance\.id|process\.|host\.|os\.|telemetry\.|container\.id)/.test(key);
}

/** A percentile of a handful of values says little: distributions get wider steps than single values. */
const COLUMNS = { values: 240, distributions: 90 } as const;

function gridFor(metric: Metric, start: number, end: number, columns: keyof typeof COLUMNS): Grid {
  const times = metric.series.slice(0, 20).map((series) => inOrder(series).map(pointSeconds));
  const interval = reportInterval(times);
  return newGrid(start, end, gridStep(start, end, interval, COLUMNS[columns]));
}

export function scalarPlot(metric: Metric, start: number, end: number): LinePlot {
  const grid = gridFor(metric, start, end, 'values');
  const rated = metric.type === 'sum' && metric.monotonic;
  const samplesOf = (series: MetricSeries): Sample[] => {
    if (rated) return rateSamples(series, metric.temporality);
    if (metric.type === 'sum' && metric.temporality === 'delta') return runningTotal(series);
    return gaugeSamples(series);
  };
  const labels = seriesLabels(metric.series);
  const lines = metric.series.map((series, i) => ({
    label: labels[i]!,
    series,
    values: onGrid(grid, samplesOf(series), rated ? 'mean' : 'last'),
  }));
  const total = (line: Line) => line.values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0);
  const ranked = lines.length > LINES_MAX ? lines.toSorted((a, b) => total(b) - total(a)) : lines;
  return {
    title: rated
      ? 'Rate per second'
      : metric.type === 'sum' && metric.temporality === 'delta'
        ? 'Running total in this range'
        : 'Value',
    unit: rated ? perSecond(metric.unit) : metric.unit,
    times: grid.times,
    step: grid.step,
    lines: ranked.slice(0, LINES_MAX),
    omitted: Math.max(0, lines.length - LINES_MAX),
  };
}

function perSecond(unit: string): string {
  return unit === '' || unit === '1' ? '/s' : `${unit}/s`;
}

export interface HistogramPlots {
  percentiles: LinePlot;
  rate: LinePlot;
  heat: Heat;
  total: Distribution;
}

export function histogramPlots(metric: Metric, start: number, end: number): HistogramPlots {
  const grid = gridFor(metric, start, end, 'distributions');
  const all = metric.series.map((series) => intervals(series, metric.temporality));
  const columns: TimedDistribution[][] = grid.times.map(() => []);
  for (const each of all.flat()) {
    const at = cell(grid, each.time);
    if (at >= 0) columns[at]!.push(each);
  }
  const merged = columns.map((column) => (column.length > 0 ? merge(column) : null));
  const lines = QUANTILES.map((quantile) => ({
    label: `p${quantile * 100}`,
    values: merged.map((each) => (each ? percentile(each, quantile) : null)),
  }));
  const average = { label: 'mean', values: merged.map((each) => (each ? mean(each) : null)) };
  const rates = { label: 'recorded', values: merged.map((each) => (each ? each.count / grid.step : null)) };
  const frame = { times: grid.times, step: grid.step, omitted: 0 };
  return {
    percentiles: { ...frame, title: 'Percentiles', unit: metric.unit, lines: [...lines, average] },
    rate: { ...frame, title: 'Recorded per second', unit: '/s', lines: [rates] },
    heat: heatOf(grid, merged),
    total: withExtremes(merge(merged.filter((each) => each !== null)), metric),
  };
}

/** Cumulative points carry minimum and maximum since their start; the last ones are the best known. */
function withExtremes(total: Distribution, metric: Metric): Distribution {
  if (total.min !== null || total.max !== null) return total;
  const ends = metric.series.flatMap((series) => {
    const last = inOrder(series).findLast(isRecorded);
    return last ? [last.histogram ?? last.exponential] : [];
  });
  const mins = ends.flatMap((each) => (typeof each?.min === 'number' ? [each.min] : []));
  const maxs = ends.flatMap((each) => (typeof each?.max === 'number' ? [each.max] : []));
  return { ...total, min: mins.length ? Math.min(...mins) : null, max: maxs.length ? Math.max(...maxs) : null };
}

function heatOf(grid: Grid, columns: readonly (Distribution | null)[]): Heat {
  const used = new Map<string, { from: number; to: number }>();
  for (const column of columns)
    for (const { from, to, count } of column?.buckets ?? []) if (count > 0) used.set(`${from}:${to}`, { from, to });
  const rows = coarser([...used.values()].sort((a, b) => a.from - b.from || a.to - b.to));
  let most = 0;
  const counts = rows.map((row) =>
    columns.map((column) => {
      const count = (column?.buckets ?? []).reduce(
        (sum, bucket) => (bucket.from >= row.from && bucket.to <= row.to ? sum + bucket.count : sum),
        0,
      );
      most = Math.max(most, count);
      return count;
    }),
  );
  return { grid, rows, counts, most };
}

const HEAT_ROWS = 40;

/** Joins neighbours until the rows are tall enough to see. */
function coarser(rows: { from: number; to: number }[]): { from: number; to: number }[] {
  if (rows.length <= HEAT_ROWS) return rows;
  const size = Math.ceil(rows.length / HEAT_ROWS);
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => {
    const group = rows.slice(i * size, (i + 1) * size);
    return { from: group[0]!.from, to: group.at(-1)!.to };
  });
}

export function summaryPlots(metric: Metric, start: number, end: number): LinePlot[] {
  const grid = gridFor(metric, start, end, 'values');
  const labels = seriesLabels(metric.series);
  const lines: Line[] = metric.series.flatMap((series, i) => {
    const quantiles = new Set(
      series.datapoints.flatMap((point) => (point.summary?.quantileValues ?? []).map((each) => each.quantile)),
    );
    return [...quantiles]
      .sort((a, b) => a - b)
      .map((quantile) => ({
        label: metric.series.length > 1 ? `${labels[i]} p${quantile * 100}` : `p${quantile * 100}`,
        series,
        values: onGrid(grid, quantileSamples(series, quantile), 'last'),
      }));
  });
  const counts = metric.series.map((series, i) => ({
    label: labels[i]!,
    series,
    values: onGrid(grid, rateSamples(countSeries(series), 'cumulative'), 'mean'),
  }));
  const frame = { times: grid.times, step: grid.step };
  return [
    {
      ...frame,
      title: 'Quantiles',
      unit: metric.unit,
      lines: lines.slice(0, LINES_MAX),
      omitted: Math.max(0, lines.length - LINES_MAX),
    },
    {
      ...frame,
      title: 'Recorded per second',
      unit: '/s',
      lines: counts.slice(0, LINES_MAX),
      omitted: Math.max(0, counts.length - LINES_MAX),
    },
  ];
}

function quantileSamples(series: MetricSeries, quantile: number): Sample[] {
  return inOrder(series).flatMap((point) => {
    const found = point.summary?.quantileValues.find((each) => each.quantile === quantile);
    return found ? [{ time: pointSeconds(point), value: Number(found.value) }] : [];
  });
}

function countSeries(series: MetricSeries): MetricSeries {
  return {
    ...series,
    datapoints: series.datapoints.map((point) => ({
      ...point,
      value: point.summary ? Number(point.summary.count) : null,
    })),
  };
}

/** One mark per slice of the axis, the highest: they stay apart and the interesting ones stay. */
const EXEMPLAR_SLICES = 48;

export function exemplarMarks(metric: Metric, start: number, end: number): ExemplarMark[] {
  const seen = new Map<string, ExemplarMark>();
  for (const series of metric.series) {
    for (const point of series.datapoints)
      for (const exemplar of point.exemplars ?? []) addMark(seen, exemplar, start, end);
  }
  const slices = new Map<number, ExemplarMark>();
  for (const mark of seen.values()) {
    const slice = Math.floor(((mark.time - start) / (end - start)) * EXEMPLAR_SLICES);
    const known = slices.get(slice);
    if (!known || mark.value > known.value) slices.set(slice, mark);
  }
  return [...slices.values()].sort((a, b) => a.time - b.time);
}

function addMark(seen: Map<string, ExemplarMark>, exemplar: Exemplar, start: number, end: number): void {
  if (!exemplar.traceId) return;
  const time = nanosToSeconds(exemplar.timeUnixNano);
  if (time < start || time > end) return;
  seen.set(`${exemplar.traceId}:${exemplar.spanId ?? ''}`, {
    time,
    value: Number(exemplar.value),
    traceId: exemplar.traceId,
    spanId: exemplar.spanId ?? '',
  });
}
