// What the datapoints mean between two times: rates of sums (with resets), differences of cumulative
// histograms. Times are seconds as numbers (uPlot's unit); a chart needs no more than microseconds.

import type { DataPoint, MetricSeries, Temporality } from '../api/wire';
import { nanosToSeconds, toNanos } from '../time/nanos';

export interface Sample {
  /** Unix seconds. */
  time: number;
  value: number;
}

/** Bit 0 of the flags: the series had nothing to say at this time. */
export function isRecorded(point: DataPoint): boolean {
  return ((point.flags ?? 0) & 1) === 0;
}

export function pointSeconds(point: DataPoint): number {
  return nanosToSeconds(point.timeUnixNano);
}

export function inOrder(series: MetricSeries): DataPoint[] {
  const before = (a: DataPoint, b: DataPoint) => {
    const [left, right] = [toNanos(a.timeUnixNano), toNanos(b.timeUnixNano)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
  return series.datapoints.toSorted(before);
}

export function gaugeSamples(series: MetricSeries): Sample[] {
  return inOrder(series)
    .filter((point) => isRecorded(point) && point.value !== null && point.value !== undefined)
    .map((point) => ({ time: pointSeconds(point), value: Number(point.value) }));
}

/** True when a cumulative series began anew between two points: its start moved on, or its value fell. */
export function isReset(before: DataPoint, after: DataPoint, fell: boolean): boolean {
  const started = toNanos(after.startTimeUnixNano);
  return fell || (started !== 0n && started > toNanos(before.timeUnixNano));
}

/** Per-second rate at the end of each interval. A reset counts from zero, as Prometheus does. */
export function rateSamples(series: MetricSeries, temporality: Temporality): Sample[] {
  return temporality === 'delta' ? deltaRates(series) : cumulativeRates(series);
}

function cumulativeRates(series: MetricSeries): Sample[] {
  const points = inOrder(series).filter(
    (point) => isRecorded(point) && point.value !== null && point.value !== undefined,
  );
  const rates: Sample[] = [];
  for (let i = 1; i < points.length; i++) {
    const [before, after] = [points[i - 1]!, points[i]!];
    const seconds = pointSeconds(after) - pointSeconds(before);
    if (seconds <= 0) continue;
    const [from, to] = [Number(before.value), Number(after.value)];
    const increase = isReset(before, after, to < from) ? to : to - from;
    rates.push({ time: pointSeconds(after), value: increase / seconds });
  }
  return rates;
}

function deltaRates(series: MetricSeries): Sample[] {
  const points = inOrder(series).filter(
    (point) => isRecorded(point) && point.value !== null && point.value !== undefined,
  );
  const rates: Sample[] = [];
  points.forEach((point, i) => {
    const seconds = deltaSeconds(point, points[i - 1]);
    if (seconds > 0) rates.push({ time: pointSeconds(point), value: Number(point.value) / seconds });
  });
  return rates;
}

function deltaSeconds(point: DataPoint, before: DataPoint | undefined): number {
  const started = toNanos(point.startTimeUnixNano);
  if (started !== 0n && started < toNanos(point.timeUnixNano)) return pointSeconds(point) - nanosToSeconds(started);
  return before ? pointSeconds(point) - pointSeconds(before) : 0;
}

/** A running total of an up-and-down sum that reports differences. */
export function runningTotal(series: MetricSeries): Sample[] {
  let total = 0;
  return gaugeSamples(series).map(({ time, value }) => {
    total += value;
    return { time, value: total };
  });
}
