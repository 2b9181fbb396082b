// What the explorer asks, as it stands in the address: queries A, B, …, how they are shown and compared.

import { type Changes, param, params } from '../location/place';

export const VIEWS = ['auto', 'lines', 'heat', 'table'] as const;
export type View = (typeof VIEWS)[number];

export interface Query {
  /** A, B, C, … */
  letter: string;
  text: string;
  /** Kept in the address, but neither asked nor drawn. */
  off: boolean;
}

export const OFFSETS: readonly { name: string; label: string; seconds: number }[] = [
  { name: '1h', label: '1 hour before', seconds: 3600 },
  { name: '1d', label: '1 day before', seconds: 86_400 },
  { name: '7d', label: '1 week before', seconds: 604_800 },
];

export const QUERIES_MAX = 8;

export function letterOf(index: number): string {
  return String.fromCharCode(65 + index);
}

/** An empty query is spelled `-`: the address drops empty parameters, and letters must not move up. */
const EMPTY = '-';

export function queries(): Query[] {
  const off = param('off') ?? '';
  return params('expr')
    .slice(0, QUERIES_MAX)
    .map((text, i) => ({ letter: letterOf(i), text: text === EMPTY ? '' : text, off: off.includes(letterOf(i)) }));
}

export function queryChanges(all: readonly { text: string; off: boolean }[]): Changes {
  return {
    expr: all.length === 1 && all[0]!.text === '' ? null : all.map((each) => each.text || EMPTY),
    off: all.map((each, i) => (each.off ? letterOf(i) : '')).join('') || null,
  };
}

export function view(): View {
  const name = param('show');
  return (VIEWS as readonly string[]).includes(name ?? '') ? (name as View) : 'auto';
}

/** How far back the comparison lies, `range` meaning the length of the range itself; null without comparison. */
export function comparison(rangeSeconds: number): { label: string; seconds: number } | null {
  const name = param('compare');
  if (name === 'range') return { label: 'the range before', seconds: rangeSeconds };
  return OFFSETS.find((each) => each.name === name) ?? null;
}

const UNITS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };

/** A step like `15s` or `1m`; null means that the explorer chooses. */
export function readStep(text: string | null): number | null {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text ?? '');
  const seconds = match ? Number(match[1]) * UNITS[match[2]!]! : 0;
  return seconds >= 0.001 ? seconds : null;
}

/** Seconds as Prometheus writes durations: 90 is `1m30s`. */
export function spelledSeconds(seconds: number): string {
  let ms = Math.round(seconds * 1000);
  if (ms <= 0) return '0s';
  let text = '';
  for (const [unit, size] of [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
    ['ms', 1],
  ] as const) {
    const count = Math.floor(ms / size);
    if (count > 0) text += `${count}${unit}`;
    ms -= count * size;
  }
  return text;
}
