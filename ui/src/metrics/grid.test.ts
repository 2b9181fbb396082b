import { describe, expect, it } from 'vitest';
import { gridStep, newGrid, onGrid, reportInterval } from './grid';

describe('grid', () => {
  it('is never finer than the series report, and never has too many columns', () => {
    expect(gridStep(0, 900, 5)).toBe(5);
    expect(gridStep(0, 900, 60)).toBe(60);
    expect(gridStep(0, 86_400, 5)).toBe(600);
  });
  it('starts at a whole step', () => {
    expect(newGrid(1003, 1021, 10)).toEqual({ times: [1005, 1015, 1025], start: 1000, step: 10 });
  });
  it('takes the last gauge value or the mean rate of each step', () => {
    const grid = newGrid(0, 30, 10);
    const samples = [
      { time: 1, value: 2 },
      { time: 9, value: 6 },
      { time: 25, value: 1 },
      { time: 99, value: 9 },
    ];
    expect(onGrid(grid, samples, 'last')).toEqual([6, null, 1]);
    expect(onGrid(grid, samples, 'mean')).toEqual([4, null, 1]);
  });
  it('ignores one long gap when it looks for the interval', () => {
    expect(reportInterval([[0, 10, 20, 30, 500, 510]])).toBe(10);
    expect(reportInterval([[5]])).toBe(1);
  });
});
