// Everything one screen of the explorer asks: each query, its earlier self, its exemplars.

import { type Exemplars, NO_EXEMPLARS, readExemplars } from './exemplars';
import { type Answer, ask, type MatrixSeries, type QueryData, QueryError, type QueryStats } from './prometheus';
import type { Window } from './window';

/** More series than a person can look at; the server says when it left some out. */
export const SERIES_MAX = 1000;

export interface Asked {
  letter: string;
  text: string;
}

export interface Result extends Asked {
  series: MatrixSeries[];
  /** The instant answer, for the table. */
  instant: QueryData | null;
  before: MatrixSeries[] | null;
  warnings: string[];
  infos: string[];
  stats: QueryStats | null;
  error: QueryError | null;
  exemplars: Exemplars;
  tookMs: number;
}

export interface Reading {
  window: Window;
  offset: number;
  /** Asked at one moment, for the table; otherwise over the range. */
  instant: boolean;
  results: Result[];
}

export interface Wish {
  queries: readonly Asked[];
  window: Window;
  /** Seconds; 0 without comparison. */
  offset: number;
  instant: boolean;
  exemplars: boolean;
}

export function readAll(wish: Wish, signal: AbortSignal): Promise<Reading> {
  return Promise.all(wish.queries.map((query) => readOne(query, wish, signal))).then((results) => ({
    window: wish.window,
    offset: wish.offset,
    instant: wish.instant,
    results,
  }));
}

async function readOne(query: Asked, wish: Wish, signal: AbortSignal): Promise<Result> {
  const began = performance.now();
  const nothing = { ...query, series: [], instant: null, before: null, warnings: [], infos: [], stats: null };
  try {
    const [answer, before, exemplars] = await Promise.all([
      wish.instant ? instant(query.text, wish.window.end, signal) : range(query.text, wish.window, 0, signal),
      wish.offset > 0 && !wish.instant ? range(query.text, wish.window, wish.offset, signal) : null,
      wish.exemplars && !wish.instant ? readExemplars(query.text, wish.window, signal) : NO_EXEMPLARS,
    ]);
    return {
      ...nothing,
      series: answer.data.resultType === 'matrix' ? answer.data.result : [],
      instant: wish.instant ? answer.data : null,
      before: before?.data.resultType === 'matrix' ? before.data.result : null,
      warnings: [...new Set([...answer.warnings, ...(before?.warnings ?? [])])],
      infos: [...new Set([...answer.infos, ...(before?.infos ?? [])])],
      stats: answer.data.stats ?? null,
      error: null,
      exemplars,
      tookMs: performance.now() - began,
    };
  } catch (cause) {
    if (!(cause instanceof QueryError)) throw cause;
    return { ...nothing, error: cause, exemplars: NO_EXEMPLARS, tookMs: performance.now() - began };
  }
}

function range(
  query: string,
  { start, end, step }: Window,
  offset: number,
  signal: AbortSignal,
): Promise<Answer<QueryData>> {
  return ask<QueryData>(
    'query_range',
    { query, start: start - offset, end: end - offset, step, limit: SERIES_MAX, stats: 'all' },
    signal,
  );
}

function instant(query: string, time: number, signal: AbortSignal): Promise<Answer<QueryData>> {
  return ask<QueryData>('query', { query, time, limit: SERIES_MAX, stats: 'all' }, signal);
}
