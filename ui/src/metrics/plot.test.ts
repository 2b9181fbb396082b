import { describe, expect, it } from 'vitest';
import type { Metric } from '../api/wire';
import { exemplarMarks, histogramPlots, scalarPlot, seriesLabels } from './plot';

const at = (seconds: number) => String(BigInt(seconds) * 1_000_000_000n);
const metric = (part: Partial<Metric>): Metric => ({
  name: 'm',
  type: 'gauge',
  unit: '',
  description: '',
  temporality: 'unspecified',
  monotonic: false,
  series: [],
  ...part,
});

describe('seriesLabels', () => {
  it('names only what differs', () => {
    const series = ['200', '500'].map((status) => ({
      resource: { 'service.name': 'a', 'host.name': 'h' },
      attributes: { route: '/', status },
      datapoints: [],
    }));
    expect(seriesLabels(series)).toEqual(['200', '500']);
  });
  it('names a single series by its service', () => {
    expect(seriesLabels([{ resource: { 'service.name': 'a' }, attributes: { x: '1' }, datapoints: [] }])).toEqual([
      'a',
    ]);
  });
});

it('draws a monotonic sum as a rate and a gauge as it is', () => {
  const datapoints = [0, 10, 20].map((time) => ({ timeUnixNano: at(1000 + time), value: time * 2 }));
  const series = [{ resource: {}, attributes: {}, datapoints }];
  const rate = scalarPlot(
    metric({ type: 'sum', temporality: 'cumulative', monotonic: true, unit: 'By', series }),
    1000,
    1030,
  );
  expect(rate).toMatchObject({ unit: 'By/s', title: 'Rate per second' });
  expect(rate.lines[0]!.values).toEqual([null, 2, 2]);
  expect(scalarPlot(metric({ series }), 1000, 1030).lines[0]!.values).toEqual([0, 20, 40]);
});

it('merges the series of a histogram and keeps its exemplars apart', () => {
  const point = (time: number, count: number) => ({
    timeUnixNano: at(time),
    histogram: { count, sum: count * 5, bucketCounts: [count, 0], explicitBounds: [10] },
    exemplars: [
      { traceId: 'abc', spanId: String(time), value: 5, timeUnixNano: at(time) },
      { value: 1, timeUnixNano: at(time) },
    ],
  });
  const series = ['a', 'b'].map((name) => ({
    resource: { 'service.name': name },
    attributes: {},
    datapoints: [point(1000, 0), point(1010, 20)],
  }));
  const histogram = metric({ type: 'histogram', temporality: 'cumulative', series });
  const plots = histogramPlots(histogram, 1000, 1020);
  expect(plots.total.count).toBe(40);
  // 40 values in 10 s; the median of 40 evenly in (0,10] is 5.
  expect(plots.rate.lines[0]!.values).toEqual([null, 4]);
  expect(plots.percentiles.lines[0]!.values).toEqual([null, 5]);
  expect(plots.heat.counts).toEqual([[0, 40]]);
  expect(exemplarMarks(histogram, 1000, 1020)).toHaveLength(2);
});
