// Nanosecond instants travel as decimal strings and are computed as BigInt: a double
// holds only 53 bits, too few for today's 61-bit Unix nanoseconds.

export const NANOS_PER_MS = 1_000_000n;
export const NANOS_PER_S = 1_000_000_000n;

export function toNanos(value: string | number | bigint | null | undefined): bigint {
  if (value === null || value === undefined || value === '') return 0n;
  try {
    return BigInt(value);
  } catch {
    return 0n;
  }
}

export function nowNanos(): bigint {
  return BigInt(Date.now()) * NANOS_PER_MS;
}

export function nanosToMs(value: string | bigint): number {
  const nanos = toNanos(value);
  return Number(nanos / NANOS_PER_MS) + Number(nanos % NANOS_PER_MS) / 1e6;
}

export function nanosToSeconds(value: string | bigint): number {
  return nanosToMs(value) / 1000;
}

export function secondsToNanos(seconds: number): bigint {
  return BigInt(Math.round(seconds * 1000)) * NANOS_PER_MS;
}

/** Difference in nanoseconds as a number: exact up to 104 days, which a trace does not exceed. */
export function nanosBetween(from: string | bigint, to: string | bigint): number {
  return Number(toNanos(to) - toNanos(from));
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const fullDay = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  year: 'numeric',
  month: 'short',
  day: 'numeric',
});

function pad(value: number | bigint, digits: number): string {
  return String(value).padStart(digits, '0');
}

/** Wall clock to the millisecond, with the day in front when it is not today. */
export function formatClock(value: string | bigint, today = new Date()): string {
  const nanos = toNanos(value);
  const date = new Date(Number(nanos / NANOS_PER_MS));
  const text = `${clock.format(date)}.${pad((nanos / NANOS_PER_MS) % 1000n, 3)}`;
  return date.toDateString() === today.toDateString() ? text : `${day.format(date)} ${text}`;
}

/** Day, clock and all nine digits: what a person reads in a detail. */
export function formatInstant(value: string | bigint): string {
  const nanos = toNanos(value);
  if (nanos === 0n) return 'not set';
  const date = new Date(Number(nanos / NANOS_PER_MS));
  return `${fullDay.format(date)} ${clock.format(date)}.${pad(nanos % NANOS_PER_S, 9)}`;
}

/** ISO 8601 in UTC with nine digits: what a person copies. */
export function isoInstant(value: string | bigint): string {
  const nanos = toNanos(value);
  return `${new Date(Number((nanos / NANOS_PER_S) * 1000n)).toISOString().slice(0, 19)}.${pad(nanos % NANOS_PER_S, 9)}Z`;
}

export function formatAgo(value: string | bigint, now: bigint = nowNanos()): string {
  const seconds = Number(now - toNanos(value)) / 1e9;
  if (seconds < 1) return 'now';
  if (seconds < 60) return `${Math.floor(seconds)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}
