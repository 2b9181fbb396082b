// Prometheus's HTTP API as the explorer asks it: forms in, an envelope out, errors with the place in the query.

import { ApiError } from '../api/client';

export type LabelSet = Record<string, string>;

/** Unix seconds and a number as text: NaN, +Inf and −Inf have no other spelling in JSON. */
export type RawSample = [number, string];

/** [rule, from, to, count]; the rule says which ends belong to the bucket: 0 = (], 1 = [), 2 = (), 3 = []. */
export type RawBucket = [number, string, string, string];

export interface RawHistogram {
  count: string;
  sum: string;
  buckets?: RawBucket[];
}

export interface MatrixSeries {
  metric: LabelSet;
  values?: RawSample[];
  histograms?: [number, RawHistogram][];
}

export interface VectorElement {
  metric: LabelSet;
  value?: RawSample;
  histogram?: [number, RawHistogram];
}

export interface QueryStats {
  timings?: Record<string, number>;
  samples?: { totalQueryableSamples?: number; peakSamples?: number };
}

export type QueryData = { stats?: QueryStats } & (
  | { resultType: 'matrix'; result: MatrixSeries[] }
  | { resultType: 'vector'; result: VectorElement[] }
  | { resultType: 'scalar' | 'string'; result: RawSample }
);

export interface Answer<T> {
  data: T;
  warnings: string[];
  infos: string[];
}

export interface Metadata {
  type: string;
  help: string;
  unit: string;
}

export interface ExemplarSeries {
  seriesLabels: LabelSet;
  exemplars: { labels: LabelSet; value: string; timestamp: number }[];
}

/** A place in the query, both from 1; columns count bytes of UTF-8. */
export interface Place {
  line: number;
  column: number;
}

/** What the server refused, in its own words. */
export class QueryError extends ApiError {
  constructor(
    message: string,
    status: number,
    readonly type: string,
    readonly place: Place | null,
  ) {
    super(message, status);
    this.name = 'QueryError';
  }
}

type Form = Record<string, string | number | readonly string[] | null | undefined>;

export function formOf(parameters: Form): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null || value === undefined || value === '') continue;
    for (const each of typeof value === 'object' ? value : [String(value)]) form.append(name, each);
  }
  return form;
}

interface Envelope<T> {
  status: string;
  data?: T;
  errorType?: string;
  error?: string;
  warnings?: string[];
  infos?: string[];
}

/** Asks by POST: queries may be longer than an address. */
export function ask<T>(path: string, parameters: Form, signal?: AbortSignal): Promise<Answer<T>> {
  return answered<T>(
    fetch(`/api/v1/${path}`, { method: 'POST', body: formOf(parameters), signal: signal ?? null }),
    signal,
  );
}

/** Asks by GET, for what has no POST form. */
export function look<T>(path: string, parameters: Form = {}, signal?: AbortSignal): Promise<Answer<T>> {
  const form = formOf(parameters).toString();
  return answered<T>(fetch(`/api/v1/${path}${form ? `?${form}` : ''}`, { signal: signal ?? null }), signal);
}

async function answered<T>(flight: Promise<Response>, signal?: AbortSignal): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await flight;
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new QueryError('Trine does not answer. Is the server still running?', 0, 'unreachable', null);
  }
  let body: Envelope<T> | null = null;
  try {
    body = (await response.json()) as Envelope<T>;
  } catch (cause) {
    if (signal?.aborted) throw cause;
  }
  if (body?.status === 'success' && body.data !== undefined)
    return { data: body.data, warnings: body.warnings ?? [], infos: body.infos ?? [] };
  throw refusal(body?.error ?? `The server answered ${response.status} without saying why.`, response.status, body);
}

/** `invalid parameter "query": 1:4: parse error: …` names the parameter and the place before the problem. */
export function refusal(message: string, status: number, body: { errorType?: string } | null): QueryError {
  const match = /^(?:invalid parameter "[^"]*": )?(?:(\d+):(\d+): )?(?:parse error: )?([\s\S]*)$/.exec(message);
  const place = match?.[1] ? { line: Number(match[1]), column: Number(match[2]) } : null;
  return new QueryError(match?.[3] || message, status, body?.errorType ?? 'unknown', place);
}

/** The index of a place in the text. A column in the middle of a character means that character. */
export function indexOf(text: string, { line, column }: Place): number {
  let start = 0;
  for (let i = 1; i < line; i++) {
    const next = text.indexOf('\n', start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  let bytes = column - 1;
  let index = start;
  while (index < text.length && bytes > 0) {
    const point = text.codePointAt(index)!;
    bytes -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (bytes < 0) break;
    index += point > 0xffff ? 2 : 1;
  }
  return index;
}

export function toNumber(text: string): number {
  if (text === '+Inf' || text === 'Inf') return Infinity;
  if (text === '-Inf') return -Infinity;
  return Number(text);
}
