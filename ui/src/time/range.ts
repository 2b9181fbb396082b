// The time range of a screen: rolling ("the last 15 minutes"), fixed, or everything.

import { nowNanos, toNanos } from './nanos';

export type TimeRange =
  | { kind: 'rolling'; name: string; nanos: bigint }
  | { kind: 'fixed'; start: bigint; end: bigint }
  | { kind: 'all' };

export interface Bounds {
  start?: bigint;
  end?: bigint;
}

const MINUTE = 60_000_000_000n;

export const ROLLING: readonly { name: string; label: string; nanos: bigint }[] = [
  { name: '5m', label: 'Last 5 minutes', nanos: 5n * MINUTE },
  { name: '15m', label: 'Last 15 minutes', nanos: 15n * MINUTE },
  { name: '1h', label: 'Last hour', nanos: 60n * MINUTE },
  { name: '6h', label: 'Last 6 hours', nanos: 360n * MINUTE },
  { name: '24h', label: 'Last 24 hours', nanos: 1440n * MINUTE },
  { name: '7d', label: 'Last 7 days', nanos: 10_080n * MINUTE },
];

export const DEFAULT_RANGE = '15m';

export function readRange(range: string | null, start: string | null, end: string | null): TimeRange {
  if (start && end && /^\d+$/.test(start) && /^\d+$/.test(end) && toNanos(end) > toNanos(start)) {
    return { kind: 'fixed', start: toNanos(start), end: toNanos(end) };
  }
  if (range === 'all') return { kind: 'all' };
  return rolling(range ?? DEFAULT_RANGE) ?? rolling(DEFAULT_RANGE)!;
}

function rolling(name: string): TimeRange | null {
  const known = ROLLING.find((each) => each.name === name);
  if (known) return { kind: 'rolling', name, nanos: known.nanos };
  const match = /^(\d{1,5})([mhd])$/.exec(name);
  if (!match || match[1] === '0') return null;
  const unit = { m: 1n, h: 60n, d: 1440n }[match[2] as 'm' | 'h' | 'd'];
  return { kind: 'rolling', name, nanos: BigInt(match[1]!) * unit * MINUTE };
}

/** Half-open [start, end) to ask the server for; a rolling range has no end so that late clocks still show. */
export function bounds(range: TimeRange, now: bigint = nowNanos()): Bounds {
  switch (range.kind) {
    case 'all':
      return {};
    case 'fixed':
      return { start: range.start, end: range.end };
    case 'rolling':
      return { start: now - range.nanos };
  }
}

/** Both ends, for an axis. An unlimited range falls back to the extent of what was found. */
export function extent(range: TimeRange, found: Bounds = {}, now: bigint = nowNanos()): { start: bigint; end: bigint } {
  const asked = bounds(range, now);
  const start = asked.start ?? found.start ?? now - 15n * MINUTE;
  const end = asked.end ?? (range.kind === 'all' ? (found.end ?? now) : now);
  return end > start ? { start, end } : { start, end: start + 1_000_000n };
}

const minute = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const second = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

export function describeRange(range: TimeRange): string {
  if (range.kind === 'all') return 'All time';
  if (range.kind === 'rolling') return ROLLING.find((each) => each.name === range.name)?.label ?? `Last ${range.name}`;
  const [from, to] = [new Date(Number(range.start / 1_000_000n)), new Date(Number(range.end / 1_000_000n))];
  const sameDay = from.toDateString() === to.toDateString();
  if (sameDay && from.toDateString() === new Date().toDateString())
    return `${second.format(from)} – ${second.format(to)}`;
  return `${minute.format(from)} – ${sameDay ? second.format(to) : minute.format(to)}`;
}
