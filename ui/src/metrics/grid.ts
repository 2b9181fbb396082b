// Series report at their own moments; a chart needs one axis. Time is cut into equal steps and each
// series says one thing per step.

import type { Sample } from './points';

export interface Grid {
  /** Unix seconds: the middle of each step, ascending. */
  times: number[];
  start: number;
  step: number;
}

const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400];

/** A step no shorter than the series report (so that no step is empty by accident) and no finer than `most` columns. */
export function gridStep(start: number, end: number, reportEvery: number, most = 240): number {
  const wanted = Math.max((end - start) / most, reportEvery);
  return STEPS_S.find((step) => step >= wanted * 0.999) ?? Math.ceil(wanted / 86_400) * 86_400;
}

export function newGrid(start: number, end: number, step: number): Grid {
  const from = Math.floor(start / step) * step;
  const times: number[] = [];
  for (let time = from; time < end; time += step) times.push(time + step / 2);
  return { times, start: from, step };
}

export function cell(grid: Grid, time: number): number {
  const index = Math.floor((time - grid.start) / grid.step);
  return index >= 0 && index < grid.times.length ? index : -1;
}

/** The usual distance between reports: the median, so that one gap does not matter. */
export function reportInterval(all: readonly (readonly number[])[]): number {
  const gaps: number[] = [];
  for (const times of all.slice(0, 20)) {
    for (let i = 1; i < times.length && gaps.length < 2000; i++) {
      const gap = times[i]! - times[i - 1]!;
      if (gap > 0) gaps.push(gap);
    }
  }
  if (gaps.length === 0) return 1;
  gaps.sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)]!;
}

export type Reduce = 'last' | 'mean';

/** One value (or null) per step. Gauges say their last value, rates their mean. */
export function onGrid(grid: Grid, samples: readonly Sample[], reduce: Reduce): (number | null)[] {
  const values: (number | null)[] = Array.from({ length: grid.times.length }, () => null);
  const counts = new Uint32Array(grid.times.length);
  for (const { time, value } of samples) {
    const at = cell(grid, time);
    if (at < 0 || !Number.isFinite(value)) continue;
    counts[at]! += 1;
    const sofar = values[at];
    if (reduce === 'last' || sofar === null || sofar === undefined) values[at] = value;
    else values[at] = sofar + (value - sofar) / counts[at]!;
  }
  return values;
}
