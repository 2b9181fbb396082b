// What a span says about itself, in words.

import type { Span } from '../api/wire';
import { nanosBetween } from '../time/nanos';
import { attribute } from './attributes';

const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
export type KindName = (typeof KINDS)[number];

export const KIND_NAMES: readonly KindName[] = KINDS.slice(1);

export function kindName(kind: number | string | null | undefined): KindName {
  if (typeof kind === 'string' && !/^\d+$/.test(kind))
    return KINDS.find((each) => each === kind.toLowerCase()) ?? 'unspecified';
  return KINDS[Number(kind ?? 0)] ?? 'unspecified';
}

export function isError(span: Span): boolean {
  return span.status?.code === 2;
}

export function durationNanos(span: Span): number {
  return Math.max(0, nanosBetween(span.startTimeUnixNano, span.endTimeUnixNano));
}

export function httpStatus(span: Span): string | null {
  return attribute(span.attributes, 'http.response.status_code', 'http.status_code');
}

/** The dependency a span talks to, when it is not itself an instrumented service. */
export function dependency(span: Span): { type: 'database' | 'messaging'; label: string } | null {
  const database = attribute(span.attributes, 'db.system.name', 'db.system');
  if (database) return { type: 'database', label: attribute(span.attributes, 'db.namespace', 'db.name') ?? database };
  const messaging = attribute(span.attributes, 'messaging.system');
  if (messaging)
    return {
      type: 'messaging',
      label: attribute(span.attributes, 'messaging.destination.name', 'messaging.destination') ?? messaging,
    };
  return null;
}
