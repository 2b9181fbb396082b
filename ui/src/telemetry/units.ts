// Numbers with the unit their metric declares (UCUM), and plain counts and bytes.

import { formatDuration } from '../time/durations';

const TIME_NANOS: Record<string, number> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  min: 60e9,
  h: 3600e9,
  d: 86_400e9,
};

export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e12) return value.toExponential(2);
  if (size >= 1e9) return `${trim(value / 1e9)} G`;
  if (size >= 1e6) return `${trim(value / 1e6)} M`;
  if (size >= 1e4) return `${trim(value / 1e3)} k`;
  if (size < 1e-3) return value.toExponential(1);
  return trim(value);
}

function trim(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  const text = value.toFixed(digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** Every digit, in groups: for counts that people compare. */
export function formatCount(value: number): string {
  return whole.format(value).replaceAll(',', '\u202f');
}

export function formatBytes(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size < 1000) return `${trim(value)} B`;
  if (size < 1e6) return `${trim(value / 1e3)} kB`;
  if (size < 1e9) return `${trim(value / 1e6)} MB`;
  if (size < 1e12) return `${trim(value / 1e9)} GB`;
  return `${trim(value / 1e12)} TB`;
}

/** The value as a person says it in the metric's own unit. */
export function formatInUnit(value: number, unit: string): string {
  if (!Number.isFinite(value)) return '–';
  const time = TIME_NANOS[unit];
  if (time !== undefined) return formatDuration(value * time);
  if (unit === 'By') return formatBytes(value);
  if (unit === 'By/s') return `${formatBytes(value)}/s`;
  if (unit === '%') return `${formatNumber(value)} %`;
  const named = unitLabel(unit);
  return named ? `${formatNumber(value)} ${named}` : formatNumber(value);
}

/** `{request}` is an annotation: its word is shown, `1` is nothing at all. */
export function unitLabel(unit: string): string {
  if (unit === '' || unit === '1') return '';
  return unit.replace(/\{([^}]*)\}/g, '$1');
}

export function formatPercent(fraction: number): string {
  if (!Number.isFinite(fraction)) return '–';
  if (fraction === 0) return '0 %';
  const percent = fraction * 100;
  return `${percent < 0.1 ? '<0.1' : percent < 10 ? percent.toFixed(1) : percent.toFixed(0)} %`;
}

export function formatRate(perSecond: number): string {
  if (perSecond === 0) return '0/s';
  if (perSecond < 0.1) return `${formatNumber(perSecond * 60)}/min`;
  return `${formatNumber(perSecond)}/s`;
}
