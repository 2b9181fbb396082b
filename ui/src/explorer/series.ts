// From a matrix to lines on one axis: values per step, short names, and the figures of the legend.

import { type Distribution, mean, percentile } from '../metrics/distribution';
import { nativeDistribution } from './buckets';
import { type LabelSet, type MatrixSeries, toNumber } from './prometheus';
import type { Window } from './window';

export interface Line {
  /** Stable over refreshes: the query's letter and the labels. */
  key: string;
  letter: string;
  labels: LabelSet;
  /** For lines computed from a histogram: p50, p99, mean. */
  part: string | null;
  name: string;
  unit: string;
  values: (number | null)[];
  figures: Figures;
  /** The same line some time before, on the same axis. */
  before: (number | null)[] | null;
  beforeMean: number | null;
}

export interface Figures {
  last: number | null;
  min: number | null;
  max: number | null;
  mean: number | null;
}

export const HISTOGRAM_PARTS = [
  { part: 'p50', of: (each: Distribution) => percentile(each, 0.5) },
  { part: 'p90', of: (each: Distribution) => percentile(each, 0.9) },
  { part: 'p99', of: (each: Distribution) => percentile(each, 0.99) },
  { part: 'mean', of: mean },
] as const;

export function labelKey(labels: LabelSet): string {
  return Object.keys(labels)
    .sort()
    .map((name) => `${name}\u0001${labels[name]}`)
    .join('\u0002');
}

/** Labels that every series has with the same value say nothing about one of them: they are shown once. */
export function sharedLabels(all: readonly LabelSet[]): LabelSet {
  const [first, ...rest] = all;
  if (!first || rest.length === 0) return {};
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => rest.every((labels) => labels[name] === value)),
  );
}

/** Says which process, and seldom more than the job does. */
const IMPLIED = ['instance', 'otel_scope_name', 'otel_scope_version', 'otel_scope_schema_url'];

const NAMED_MAX = 500;

/** What names leave out: shared labels, and those of IMPLIED that nobody needs to tell the series apart. */
export function leftOut(all: readonly LabelSet[]): LabelSet {
  const shared = sharedLabels(all);
  const left = { ...shared };
  // More names than anyone reads are not worth the work of shortening them.
  if (all.length > NAMED_MAX) return left;
  for (const name of IMPLIED) {
    if (name in left || !all.some((labels) => name in labels)) continue;
    const tried = { ...left, [name]: '' };
    if (new Set(all.map((labels) => seriesName(labels, tried))).size === all.length) left[name] = '';
  }
  return left;
}

/** `name a=b` without what is left out, labels in the order of the answer. */
export function seriesName(labels: LabelSet, left: LabelSet): string {
  let text = labels.__name__ !== undefined && !('__name__' in left) ? labels.__name__ : '';
  for (const name in labels) {
    if (name === '__name__' || name in left) continue;
    text += `${text ? ' ' : ''}${name}=${labels[name] === '' ? '""' : labels[name]}`;
  }
  return text || labels.__name__ || '{}';
}

/** The exact selector of a series, as PromQL reads it. */
export function selectorOf(labels: LabelSet): string {
  const { __name__: metric = '', ...own } = labels;
  const plain = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(metric);
  const pairs = Object.entries(own).map(
    ([name, value]) => `${/^[a-zA-Z_]\w*$/.test(name) ? name : JSON.stringify(name)}=${JSON.stringify(value)}`,
  );
  if (metric && !plain) pairs.unshift(JSON.stringify(metric));
  return `${plain ? metric : ''}${pairs.length > 0 ? `{${pairs.join(', ')}}` : plain ? '' : '{}'}`;
}

export function columnOf(time: number, window: Window, size: number): number {
  const at = Math.round((time - window.start) / window.step);
  return at >= 0 && at < size ? at : -1;
}

export interface Shape {
  window: Window;
  columns: number;
  /** Added to the times of the answer: how much earlier it lies. */
  shift: number;
}

function onSteps<T>(
  samples: readonly (readonly [number, T])[],
  reading: (sample: T) => number | null,
  { window, columns, shift }: Shape,
): (number | null)[] {
  const values = new Array<number | null>(columns).fill(null);
  for (const [time, sample] of samples) {
    const at = columnOf(time + shift, window, columns);
    if (at < 0) continue;
    const value = reading(sample);
    if (value !== null && Number.isFinite(value)) values[at] = value;
  }
  return values;
}

/** A float series is one line, a histogram series one line per percentile. */
export function valuesOf(series: MatrixSeries, shape: Shape): { part: string | null; values: (number | null)[] }[] {
  const lines: { part: string | null; values: (number | null)[] }[] = [];
  if (series.values?.length) lines.push({ part: null, values: onSteps(series.values, toNumber, shape) });
  if (series.histograms?.length) {
    const distributions = series.histograms.map(([time, histogram]) => [time, nativeDistribution(histogram)] as const);
    for (const { part, of } of HISTOGRAM_PARTS) lines.push({ part, values: onSteps(distributions, of, shape) });
  }
  return lines;
}

export function figuresOf(values: readonly (number | null)[]): Figures {
  let [last, min, max, sum, count]: [number | null, number, number, number, number] = [null, Infinity, -Infinity, 0, 0];
  for (const value of values) {
    if (value === null) continue;
    last = value;
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    count += 1;
  }
  if (count === 0) return { last: null, min: null, max: null, mean: null };
  return { last, min, max, mean: sum / count };
}

export interface Outcome {
  letter: string;
  /** The query, which is the name of a series without labels. */
  text: string;
  unit: string;
  series: readonly MatrixSeries[];
  /** The same question asked about an earlier time. */
  before: readonly MatrixSeries[] | null;
}

/** All lines of all queries. Names are told apart within a query; between queries the letter does it. */
export function linesOf(outcomes: readonly Outcome[], shape: Omit<Shape, 'shift'>, offset: number): Line[] {
  return outcomes.flatMap((outcome) => {
    const left = leftOut(outcome.series.map((series) => series.metric));
    const before = new Map<string, (number | null)[]>(
      (outcome.before ?? []).flatMap((series) =>
        valuesOf(series, { ...shape, shift: offset }).map(
          ({ part, values }) => [`${labelKey(series.metric)}\u0003${part ?? ''}`, values] as const,
        ),
      ),
    );
    return outcome.series.flatMap((series) =>
      valuesOf(series, { ...shape, shift: 0 }).map(({ part, values }): Line => {
        const key = `${labelKey(series.metric)}\u0003${part ?? ''}`;
        const earlier = before.get(key) ?? null;
        const own = seriesName(series.metric, left);
        const name = own === '{}' ? outcome.text : own;
        return {
          key: `${outcome.letter}\u0003${key}`,
          letter: outcome.letter,
          labels: series.metric,
          part,
          name: part ? (own === '{}' ? part : `${part} ${own}`) : name,
          unit: outcome.unit,
          values,
          figures: figuresOf(values),
          before: earlier,
          beforeMean: earlier ? figuresOf(earlier).mean : null,
        };
      }),
    );
  });
}
