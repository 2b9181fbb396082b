// Spans for tests, in milliseconds from an arbitrary start.

import type { Span } from '../api/wire';

export const START = 1_700_000_000_000_000_000n;

export interface SpanSketch {
  id: string;
  parent?: string;
  name?: string;
  service?: string;
  kind?: number;
  from: number;
  to: number;
  error?: boolean;
  attributes?: Record<string, string>;
}

export function span({
  id,
  parent = '',
  name = id,
  service = 'shop',
  kind = 1,
  from,
  to,
  error = false,
  attributes = {},
}: SpanSketch): Span {
  return {
    traceId: 't',
    spanId: id,
    parentSpanId: parent,
    name,
    kind,
    startTimeUnixNano: String(START + BigInt(from * 1e6)),
    endTimeUnixNano: String(START + BigInt(to * 1e6)),
    attributes: Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } })),
    status: { code: error ? 2 : 0 },
    serviceName: service,
  };
}
