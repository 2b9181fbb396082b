import { describe, expect, it } from 'vitest';
import type { DataPoint, MetricSeries } from '../api/wire';
import {
  explicitDistribution,
  exponentialDistribution,
  intervals,
  mean,
  merge,
  percentile,
  rescale,
} from './distribution';

const at = (seconds: number) => String(BigInt(seconds) * 1_000_000_000n);
const series = (datapoints: DataPoint[]): MetricSeries => ({ resource: {}, attributes: {}, datapoints });
const bounds = [10, 20, 40];

describe('percentile of an explicit histogram', () => {
  // 10 values: 2 in (..10], 3 in (10,20], 4 in (20,40], 1 above 40.
  const histogram = explicitDistribution({ count: 10, sum: 250, bucketCounts: [2, 3, 4, 1], explicitBounds: bounds });

  it('is linear inside the bucket that holds the rank', () => {
    // rank 5 is the third of three in (10,20]: 20. rank 4: two thirds of the way: 16.67.
    expect(percentile(histogram, 0.5)).toBe(20);
    expect(percentile(histogram, 0.4)).toBeCloseTo(16.6667, 4);
    // rank 9 is the fourth of four in (20,40].
    expect(percentile(histogram, 0.9)).toBe(40);
    // rank 1 is half of the first bucket, which starts at 0 for positive bounds.
    expect(percentile(histogram, 0.1)).toBe(5);
  });

  it('answers the last bound for the open bucket, or the maximum when known', () => {
    expect(percentile(histogram, 0.99)).toBe(40);
    expect(percentile({ ...histogram, max: 77 }, 0.99)).toBe(77);
  });

  it('never leaves the recorded minimum and maximum', () => {
    const one = explicitDistribution({
      count: 1,
      sum: 13,
      min: 13,
      max: 13,
      bucketCounts: [0, 1, 0, 0],
      explicitBounds: bounds,
    });
    expect(percentile(one, 0.01)).toBe(13);
    expect(percentile(one, 0.99)).toBe(13);
  });

  it('has none without values', () => {
    expect(
      percentile(explicitDistribution({ count: 0, bucketCounts: [0, 0, 0, 0], explicitBounds: bounds }), 0.5),
    ).toBeNull();
  });

  it('has a mean', () => {
    expect(mean(histogram)).toBe(25);
    expect(mean({ ...histogram, sum: null })).toBeNull();
  });
});

describe('exponential histogram', () => {
  it('has the bucket bounds of the specification', () => {
    // Scale 0: base 2. Offset 1: (2,4] and (4,8]. Negative offset 0: (1,2] mirrored.
    const { buckets } = exponentialDistribution({
      count: 6,
      scale: 0,
      zeroCount: 1,
      positive: { offset: 1, bucketCounts: ['3', 1] },
      negative: { offset: 0, bucketCounts: [1] },
    });
    expect(buckets.map(({ from, to, count }) => [from, to, count])).toEqual([
      [-2, -1, 1],
      [-0, 0, 1],
      [2, 4, 3],
      [4, 8, 1],
    ]);
  });

  it('has base √2 at scale 1 and 4 at scale −1', () => {
    expect(
      exponentialDistribution({ count: 1, scale: 1, zeroCount: 0, positive: { offset: 2, bucketCounts: [1] } })
        .buckets[0]!.from,
    ).toBeCloseTo(2, 10);
    expect(
      exponentialDistribution({ count: 1, scale: -1, zeroCount: 0, positive: { offset: 1, bucketCounts: [1] } })
        .buckets[0],
    ).toEqual({ from: 4, to: 16, count: 1 });
  });

  it('halves its resolution by joining pairs of buckets', () => {
    // Indexes −1,0,1,2 at scale 1 become floor(i/2): −1,0,0,1 at scale 0.
    const coarse = rescale(
      { count: 10, scale: 1, zeroCount: 0, positive: { offset: -1, bucketCounts: [1, 2, 3, 4] } },
      0,
    );
    expect(coarse.positive).toEqual({ offset: -1, bucketCounts: [1, 5, 4] });
  });

  it('gives percentiles', () => {
    // 4 values in (2,4], 4 in (4,8]: the median is 4, the 75th is halfway: 6.
    const values = exponentialDistribution({
      count: 8,
      scale: 0,
      zeroCount: 0,
      positive: { offset: 1, bucketCounts: [4, 4] },
    });
    expect(percentile(values, 0.5)).toBe(4);
    expect(percentile(values, 0.75)).toBe(6);
  });
});

describe('intervals', () => {
  const point = (time: number, counts: number[], extra: Partial<DataPoint> = {}): DataPoint => ({
    timeUnixNano: at(time),
    histogram: {
      count: counts.reduce((a, b) => a + b, 0),
      sum: counts.reduce((a, b) => a + b, 0) * 10,
      bucketCounts: counts,
      explicitBounds: bounds,
    },
    ...extra,
  });

  it('subtracts cumulative points', () => {
    const [one] = intervals(series([point(10, [1, 2, 3, 0]), point(20, [1, 5, 3, 1])]), 'cumulative');
    expect(one).toMatchObject({ time: 20, seconds: 10, count: 4, sum: 40 });
    expect(one!.buckets.map((bucket) => bucket.count)).toEqual([0, 3, 0, 1]);
  });

  it('starts anew after a restart', () => {
    const [one] = intervals(series([point(10, [9, 9, 9, 9]), point(20, [1, 0, 0, 0])]), 'cumulative');
    expect(one!.count).toBe(1);
  });

  it('takes delta points as they are', () => {
    expect(
      intervals(series([point(10, [1, 0, 0, 0]), point(20, [0, 0, 0, 2])]), 'delta').map((each) => each.count),
    ).toEqual([1, 2]);
  });

  it('follows an exponential histogram that lowers its scale', () => {
    const exponential = (time: number, scale: number, offset: number, bucketCounts: number[]): DataPoint => ({
      timeUnixNano: at(time),
      exponential: {
        count: bucketCounts.reduce((a, b) => a + b, 0),
        scale,
        zeroCount: 0,
        positive: { offset, bucketCounts },
      },
    });
    const [one] = intervals(series([exponential(10, 1, 2, [3, 1]), exponential(20, 0, 1, [4, 6])]), 'cumulative');
    // (2,4] had 3+1 before and has 4 now: nothing new. (4,8] gained 6.
    expect(one!.buckets.map(({ from, count }) => [Math.round(from), count])).toEqual([
      [2, 0],
      [4, 6],
    ]);
    expect(one!.count).toBe(6);
  });
});

describe('merge', () => {
  it('adds equal buckets', () => {
    const half = explicitDistribution({
      count: 2,
      sum: 20,
      min: 4,
      max: 15,
      bucketCounts: [1, 1, 0, 0],
      explicitBounds: bounds,
    });
    const all = merge([half, { ...half, min: 2, max: null }]);
    expect(all).toMatchObject({ count: 4, sum: 40, min: 2, max: 15 });
    expect(all.buckets.map((bucket) => bucket.count)).toEqual([2, 2, 0, 0]);
  });

  it('splits buckets that overlap at each other’s bounds, in proportion', () => {
    const wide = { count: 4, sum: null, min: null, max: null, buckets: [{ from: 0, to: 4, count: 4 }] };
    const narrow = { count: 2, sum: null, min: null, max: null, buckets: [{ from: 0, to: 2, count: 2 }] };
    expect(merge([wide, narrow]).buckets).toEqual([
      { from: 0, to: 2, count: 4 },
      { from: 2, to: 4, count: 2 },
    ]);
  });
});
