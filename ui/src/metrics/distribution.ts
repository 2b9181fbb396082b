// Distributions: explicit and exponential histograms in one shape, their differences, sums and percentiles.

import type {
  DataPoint,
  ExplicitHistogram,
  ExponentialBuckets,
  ExponentialHistogram,
  MetricSeries,
  Temporality,
} from '../api/wire';
import { inOrder, isRecorded, isReset, pointSeconds } from './points';

/** One bucket of values in (from, to]; `from` may be −∞ and `to` +∞. */
export interface Bucket {
  from: number;
  to: number;
  count: number;
}

export interface Distribution {
  count: number;
  sum: number | null;
  min: number | null;
  max: number | null;
  /** Ascending, not overlapping. */
  buckets: Bucket[];
}

export interface TimedDistribution extends Distribution {
  /** Unix seconds at the end of the interval. */
  time: number;
  /** Length of the interval in seconds; 0 when not known. */
  seconds: number;
}

const finite = (value: number | string | null | undefined): number | null => {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
};

export function explicitDistribution(histogram: ExplicitHistogram): Distribution {
  const bounds = (histogram.explicitBounds ?? []).map(Number);
  const buckets = (histogram.bucketCounts ?? []).map((count, i) => ({
    from: i === 0 ? -Infinity : bounds[i - 1]!,
    to: i < bounds.length ? bounds[i]! : Infinity,
    count: Number(count),
  }));
  return {
    count: Number(histogram.count),
    sum: finite(histogram.sum),
    min: finite(histogram.min),
    max: finite(histogram.max),
    buckets,
  };
}

/** base = 2^(2^-scale); bucket i of the positive range holds (base^(offset+i), base^(offset+i+1)]. */
export function exponentialDistribution(histogram: ExponentialHistogram): Distribution {
  const base = 2 ** (2 ** -histogram.scale);
  const buckets: Bucket[] = [];
  const negative = sideBuckets(histogram.negative, base).map(({ from, to, count }) => ({
    from: -to,
    to: -from,
    count,
  }));
  buckets.push(...negative.reverse());
  const zero = Number(histogram.zeroCount ?? 0);
  const threshold = histogram.zeroThreshold ?? 0;
  if (zero > 0) buckets.push({ from: -threshold, to: threshold, count: zero });
  buckets.push(...sideBuckets(histogram.positive, base));
  return {
    count: Number(histogram.count),
    sum: finite(histogram.sum),
    min: finite(histogram.min),
    max: finite(histogram.max),
    buckets,
  };
}

function sideBuckets(side: ExponentialBuckets | null | undefined, base: number): Bucket[] {
  const offset = Number(side?.offset ?? 0);
  return (side?.bucketCounts ?? [])
    .map((count, i) => ({ from: base ** (offset + i), to: base ** (offset + i + 1), count: Number(count) }))
    .filter((bucket) => bucket.count > 0);
}

export function pointDistribution(point: DataPoint): Distribution | null {
  if (point.histogram) return explicitDistribution(point.histogram);
  if (point.exponential) return exponentialDistribution(point.exponential);
  return null;
}

/** Counts and sums of `to` minus those of `from`; minimum and maximum have no difference and are dropped. */
export function subtract(to: Distribution, from: Distribution): Distribution {
  const before = new Map(from.buckets.map((bucket) => [`${bucket.from}:${bucket.to}`, bucket.count]));
  return {
    count: to.count - from.count,
    sum: to.sum !== null && from.sum !== null ? to.sum - from.sum : null,
    min: null,
    max: null,
    buckets: to.buckets.map((bucket) => ({
      ...bucket,
      count: Math.max(0, bucket.count - (before.get(`${bucket.from}:${bucket.to}`) ?? 0)),
    })),
  };
}

/** What was recorded in each interval of one series, whichever way it reports. */
export function intervals(series: MetricSeries, temporality: Temporality): TimedDistribution[] {
  const points = inOrder(series).filter(isRecorded);
  const result: TimedDistribution[] = [];
  let previous: { point: DataPoint; distribution: Distribution } | null = null;
  for (const point of points) {
    const distribution = pointDistribution(point);
    if (!distribution) continue;
    const time = pointSeconds(point);
    const seconds = previous ? time - pointSeconds(previous.point) : 0;
    if (temporality === 'delta') result.push({ ...distribution, time, seconds });
    else if (previous) result.push({ ...increase(previous, point, distribution), time, seconds });
    previous = { point, distribution };
  }
  return result;
}

function increase(
  previous: { point: DataPoint; distribution: Distribution },
  point: DataPoint,
  now: Distribution,
): Distribution {
  const rescaled = previous.point.exponential?.scale !== point.exponential?.scale;
  const before = rescaled ? downscaled(previous.point, point) : previous.distribution;
  if (isReset(previous.point, point, now.count < previous.distribution.count)) return now;
  return subtract(now, before);
}

/** An exponential histogram lowers its scale when its range grows; the earlier point follows so that buckets match. */
function downscaled(before: DataPoint, after: DataPoint): Distribution {
  const [from, to] = [before.exponential, after.exponential];
  if (!from || !to || to.scale > from.scale) return pointDistribution(before)!;
  return exponentialDistribution(rescale(from, to.scale));
}

export function rescale(histogram: ExponentialHistogram, scale: number): ExponentialHistogram {
  const shift = histogram.scale - scale;
  const side = (buckets: ExponentialBuckets | null | undefined): ExponentialBuckets => {
    const counts = buckets?.bucketCounts ?? [];
    if (counts.length === 0) return { offset: 0, bucketCounts: [] };
    const index = (i: number) => Math.floor((Number(buckets!.offset) + i) / 2 ** shift);
    const offset = index(0);
    const merged = Array.from({ length: index(counts.length - 1) - offset + 1 }, () => 0);
    counts.forEach((count, i) => {
      merged[index(i) - offset]! += Number(count);
    });
    return { offset, bucketCounts: merged };
  };
  return { ...histogram, scale, positive: side(histogram.positive), negative: side(histogram.negative) };
}

/** One distribution out of several. Buckets of different layouts are kept side by side and split at each other's bounds. */
export function merge(all: readonly Distribution[]): Distribution {
  const least = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b));
  const most = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.max(a, b));
  const plain = all.reduce(
    (total, each) => ({
      count: total.count + each.count,
      sum: each.sum === null ? total.sum : (total.sum ?? 0) + each.sum,
      min: least(total.min, each.min),
      max: most(total.max, each.max),
    }),
    { count: 0, sum: null as number | null, min: null as number | null, max: null as number | null },
  );
  return { ...plain, buckets: mergeBuckets(all.flatMap((each) => each.buckets)) };
}

function mergeBuckets(buckets: readonly Bucket[]): Bucket[] {
  const byRange = new Map<string, Bucket>();
  for (const bucket of buckets) {
    const key = `${bucket.from}:${bucket.to}`;
    const known = byRange.get(key);
    if (known) known.count += bucket.count;
    else byRange.set(key, { ...bucket });
  }
  const sorted = [...byRange.values()].sort((a, b) => a.from - b.from || a.to - b.to);
  const overlaps = sorted.some((bucket, i) => i > 0 && bucket.from < sorted[i - 1]!.to * (1 - 1e-12));
  return overlaps ? splitOverlaps(sorted) : sorted;
}

/** Spreads counts evenly over the cells between all bounds; the counts of a bucket are assumed to lie evenly in it. */
function splitOverlaps(buckets: readonly Bucket[]): Bucket[] {
  const bounds = [...new Set(buckets.flatMap((bucket) => [bucket.from, bucket.to]))].sort((a, b) => a - b);
  const cells = bounds.slice(1).map((to, i) => ({ from: bounds[i]!, to, count: 0 }));
  for (const bucket of buckets) {
    const inside = cells.filter((cell) => cell.from >= bucket.from && cell.to <= bucket.to);
    const whole = bucket.to - bucket.from;
    for (const cell of inside) {
      const share = Number.isFinite(whole) && whole > 0 ? (cell.to - cell.from) / whole : 1 / inside.length;
      cell.count += bucket.count * share;
    }
  }
  return cells.filter((cell) => cell.count > 0);
}

/**
 * The value below which the share `quantile` of the counts lies: linear inside a bucket, as Prometheus'
 * histogram_quantile. Open ends answer with the bound that is known, or with the recorded minimum and maximum.
 */
export function percentile(distribution: Distribution, quantile: number): number | null {
  const total = distribution.buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  if (total <= 0) return null;
  const rank = quantile * total;
  let below = 0;
  for (const bucket of distribution.buckets) {
    if (bucket.count > 0 && below + bucket.count >= rank)
      return clamp(inside(bucket, (rank - below) / bucket.count, distribution), distribution);
    below += bucket.count;
  }
  return distribution.max;
}

function inside(bucket: Bucket, share: number, { min, max }: Distribution): number {
  if (bucket.to === Infinity) return max ?? bucket.from;
  if (bucket.from === -Infinity) {
    const from = min ?? Math.min(bucket.to, 0);
    return from + (bucket.to - from) * share;
  }
  return bucket.from + (bucket.to - bucket.from) * share;
}

function clamp(value: number, { min, max }: Distribution): number {
  if (max !== null && value > max) return max;
  if (min !== null && value < min) return min;
  return value;
}

export function mean(distribution: Distribution): number | null {
  return distribution.sum !== null && distribution.count > 0 ? distribution.sum / distribution.count : null;
}
