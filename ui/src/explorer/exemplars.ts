// Exemplars of a query: single recorded values, each with the trace it was recorded in.

import type { ExemplarMark } from '../metrics/plot';
import { type ExemplarSeries, look, QueryError, toNumber } from './prometheus';
import type { Window } from './window';

export interface Exemplars {
  marks: ExemplarMark[];
  /** Found before thinning out. */
  total: number;
  /** Why there are none, in words; null when the server answers. */
  missing: string | null;
}

export const NO_EXEMPLARS: Exemplars = { marks: [], total: 0, missing: null };

/** One mark per slice of time, the highest: they stay apart, and the interesting ones stay. */
const SLICES = 80;

export function marksOf(all: readonly ExemplarSeries[], { start, end }: Pick<Window, 'start' | 'end'>): Exemplars {
  const seen = new Map<string, ExemplarMark>();
  for (const { exemplars } of all)
    for (const { labels, value, timestamp } of exemplars) {
      const traceId = labels.trace_id ?? labels.traceID ?? labels.traceId;
      const number = toNumber(value);
      if (!traceId || !Number.isFinite(number) || timestamp < start || timestamp > end) continue;
      const spanId = labels.span_id ?? labels.spanID ?? labels.spanId ?? '';
      seen.set(`${traceId}:${spanId}`, { time: timestamp, value: number, traceId, spanId });
    }
  const slices = new Map<number, ExemplarMark>();
  for (const mark of seen.values()) {
    const slice = Math.floor(((mark.time - start) / Math.max(1e-3, end - start)) * SLICES);
    const known = slices.get(slice);
    if (!known || mark.value > known.value) slices.set(slice, mark);
  }
  return { marks: [...slices.values()].sort((a, b) => a.time - b.time), total: seen.size, missing: null };
}

export async function readExemplars(query: string, window: Window, signal: AbortSignal): Promise<Exemplars> {
  try {
    const { data } = await look<ExemplarSeries[]>(
      'query_exemplars',
      { query, start: window.start, end: window.end },
      signal,
    );
    return marksOf(data, window);
  } catch (cause) {
    if (cause instanceof QueryError && (cause.status === 501 || cause.status === 404))
      return { ...NO_EXEMPLARS, missing: 'This server does not answer questions about exemplars.' };
    if (cause instanceof QueryError) return { ...NO_EXEMPLARS, missing: `Exemplars: ${cause.message}` };
    throw cause;
  }
}
