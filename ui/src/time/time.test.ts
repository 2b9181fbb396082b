import { describe, expect, it } from 'vitest';
import { durationParameter, formatDuration, parseDuration } from './durations';
import { formatAgo, formatClock, isoInstant, nanosBetween, nanosToMs, toNanos } from './nanos';
import { bounds, describeRange, extent, readRange } from './range';

describe('nanoseconds', () => {
  it('keep all nineteen digits', () => {
    expect(isoInstant('1700000000123456789')).toBe('2023-11-14T22:13:20.123456789Z');
    expect(nanosBetween('1700000000123456789', '1700000000123456790')).toBe(1);
    expect(nanosToMs('1700000000123456789')).toBeCloseTo(1700000000123.4568, 3);
  });
  it('read what is not a number as zero', () => {
    expect(toNanos('')).toBe(0n);
    expect(toNanos('x')).toBe(0n);
    expect(toNanos(null)).toBe(0n);
  });
  it('show the day only when it is not today', () => {
    const today = new Date(Date.UTC(2023, 10, 14, 23));
    expect(formatClock('1700000000123456789', today)).toMatch(/^22:13:20\.123$/);
    expect(formatClock('1600000000000000000', today)).toMatch(/12:26:40\.000$/);
    expect(formatClock('1600000000000000000', today)).not.toMatch(/^12/);
  });
  it('say how long ago', () => {
    expect(formatAgo(0n, 90_000_000_000n)).toBe('1 min ago');
    expect(formatAgo(0n, 500_000_000n)).toBe('now');
  });
});

describe('durations', () => {
  it.each([
    [0, '0'],
    [812, '812 ns'],
    [12_300, '12.3 µs'],
    [4_560_000, '4.56 ms'],
    [999_600_000, '1 s'],
    [1_500_000_000, '1.5 s'],
    [75_000_000_000, '1 min 15 s'],
    [7_260_000_000_000, '2 h 1 min'],
    [-5_000_000, '−5 ms'],
  ])('%d ns reads %s', (nanos, text) => expect(formatDuration(nanos)).toBe(text));

  it.each([
    ['250ms', 250e6],
    ['1.5s', 1.5e9],
    [' 2 m ', 120e9],
    ['80', 80e6],
    ['3h', 10_800e9],
  ])('%s is read', (text, nanos) => expect(parseDuration(text)).toBe(nanos));
  it.each(['', 'fast', '1.2.3s', '5 parsecs', '-1s'])('%j is refused', (text) =>
    expect(parseDuration(text)).toBeNull(),
  );

  it('are spelled exactly for the server', () => {
    expect(durationParameter(1.5e9)).toBe('1.5s');
    expect(durationParameter(250e6)).toBe('250ms');
    expect(durationParameter(1_234_567)).toBe('1234.567us');
    expect(durationParameter(17)).toBe('17ns');
    for (const nanos of [1, 999, 1000, 1_000_001, 123_456_789, 5e9, 61e9])
      expect(Math.round(parseDuration(durationParameter(nanos))!)).toBe(nanos);
  });
});

describe('time range', () => {
  const now = 1_700_000_000_000_000_000n;
  it('rolls', () => {
    expect(bounds(readRange('1h', null, null), now)).toEqual({ start: now - 3_600_000_000_000n });
    expect(extent(readRange('1h', null, null), {}, now)).toEqual({ start: now - 3_600_000_000_000n, end: now });
  });
  it('is fixed when both ends are given and in order', () => {
    expect(bounds(readRange('1h', '5', '9'), now)).toEqual({ start: 5n, end: 9n });
    expect(readRange(null, '9', '5')).toMatchObject({ kind: 'rolling', name: '15m' });
    expect(readRange(null, 'x', '5')).toMatchObject({ kind: 'rolling' });
  });
  it('can be everything, and then spans what was found', () => {
    expect(bounds(readRange('all', null, null))).toEqual({});
    expect(extent(readRange('all', null, null), { start: 3n, end: 8n }, now)).toEqual({ start: 3n, end: 8n });
  });
  it('understands any count of minutes, hours and days, and nothing else', () => {
    expect(readRange('90m', null, null)).toMatchObject({ nanos: 5_400_000_000_000n });
    expect(readRange('0m', null, null)).toMatchObject({ name: '15m' });
    expect(describeRange(readRange('90m', null, null))).toBe('Last 90m');
  });
});
