import { describe, expect, it } from 'vitest';
import type { DataPoint, MetricSeries } from '../api/wire';
import { gaugeSamples, rateSamples, runningTotal } from './points';

const at = (seconds: number) => String(BigInt(seconds) * 1_000_000_000n);
const series = (datapoints: DataPoint[]): MetricSeries => ({ resource: {}, attributes: {}, datapoints });

describe('rateSamples of a cumulative sum', () => {
  it('divides the increase by the time between points', () => {
    // 100 → 160 in 10 s is 6/s; 160 → 160 is 0/s; 160 → 190 in 20 s is 1.5/s.
    const samples = rateSamples(
      series([
        { timeUnixNano: at(1000), value: 100 },
        { timeUnixNano: at(1010), value: 160 },
        { timeUnixNano: at(1020), value: 160 },
        { timeUnixNano: at(1040), value: 190 },
      ]),
      'cumulative',
    );
    expect(samples).toEqual([
      { time: 1010, value: 6 },
      { time: 1020, value: 0 },
      { time: 1040, value: 1.5 },
    ]);
  });

  it('counts from zero after a fall', () => {
    const samples = rateSamples(
      series([
        { timeUnixNano: at(0), value: 500 },
        { timeUnixNano: at(10), value: 30 },
      ]),
      'cumulative',
    );
    expect(samples).toEqual([{ time: 10, value: 3 }]);
  });

  it('counts from zero when the start moved on, although the value rose', () => {
    const samples = rateSamples(
      series([
        { timeUnixNano: at(100), startTimeUnixNano: at(1), value: 5 },
        { timeUnixNano: at(110), startTimeUnixNano: at(105), value: 20 },
      ]),
      'cumulative',
    );
    expect(samples).toEqual([{ time: 110, value: 2 }]);
  });

  it('puts points in order first and survives two at the same time', () => {
    const samples = rateSamples(
      series([
        { timeUnixNano: at(20), value: 30 },
        { timeUnixNano: at(10), value: 10 },
        { timeUnixNano: at(20), value: 30 },
      ]),
      'cumulative',
    );
    expect(samples).toEqual([{ time: 20, value: 2 }]);
  });

  it('skips a point that says nothing was recorded', () => {
    const samples = rateSamples(
      series([
        { timeUnixNano: at(0), value: 10 },
        { timeUnixNano: at(5), flags: 1, value: 0 },
        { timeUnixNano: at(10), value: 30 },
      ]),
      'cumulative',
    );
    expect(samples).toEqual([{ time: 10, value: 2 }]);
  });
});

describe('rateSamples of a delta sum', () => {
  it('divides by the interval the point itself names', () => {
    const samples = rateSamples(
      series([
        { timeUnixNano: at(60), startTimeUnixNano: at(30), value: 15 },
        { timeUnixNano: at(90), startTimeUnixNano: at(60), value: 0 },
      ]),
      'delta',
    );
    expect(samples).toEqual([
      { time: 60, value: 0.5 },
      { time: 90, value: 0 },
    ]);
  });
  it('falls back to the distance from the point before', () => {
    expect(
      rateSamples(
        series([
          { timeUnixNano: at(10), value: 9 },
          { timeUnixNano: at(20), value: 30 },
        ]),
        'delta',
      ),
    ).toEqual([{ time: 20, value: 3 }]);
  });
});

it('adds up the differences of an up-and-down sum', () => {
  expect(
    runningTotal(
      series([
        { timeUnixNano: at(1), value: 3 },
        { timeUnixNano: at(2), value: -1 },
        { timeUnixNano: at(3), value: 4 },
      ]),
    ).map((each) => each.value),
  ).toEqual([3, 2, 6]);
});

it('reads gauges that come as text', () => {
  expect(
    gaugeSamples(
      series([
        { timeUnixNano: '1500000000', value: '2.5' },
        { timeUnixNano: '1600000000', value: null },
      ]),
    ),
  ).toEqual([{ time: 1.5, value: 2.5 }]);
});
