import type { Query } from '../api/client';
import { param, params, timeRange } from '../location/place';
import type { FilterField } from '../parts/filter-bar';
import { bounds } from '../time/range';
import { ATTRIBUTE_FIELD } from '../traces/filters';

export function logFields(services: readonly string[]): FilterField[] {
  return [
    {
      name: 'severity',
      label: 'at least',
      options: ['fatal', 'error', 'warn', 'info', 'debug', 'trace'],
      check: (text) => (/^(fatal|error|warn|info|debug|trace)$/.test(text) ? null : 'Choose a level.'),
    },
    { name: 'service', label: 'service', many: true, options: services },
    { name: 'trace', label: 'trace', placeholder: 'trace id' },
    { name: 'span', label: 'span', placeholder: 'span id' },
    ATTRIBUTE_FIELD,
  ];
}

const NAMES = ['severity', 'service', 'trace', 'span', 'attribute', 'search'] as const;

/** What to ask for, without time. */
export function logQuery(): Query {
  return {
    severity: param('severity'),
    service: params('service'),
    trace_id: param('trace'),
    span_id: param('span'),
    attribute: params('attribute'),
    text: param('search'),
  };
}

/** The live stream cannot narrow to one span: that is done here as lines arrive. */
export function streamQuery(): Query {
  const { span_id: _, ...rest } = logQuery();
  return rest;
}

export function timedLogQuery(anchor: bigint | null): Query {
  const asked = bounds(timeRange.value);
  if (anchor === null) return { ...logQuery(), ...asked };
  return { ...logQuery(), ...(timeRange.value.kind === 'fixed' ? { start: asked.start } : {}), end: anchor + 1n };
}

export function logsFiltered(): boolean {
  return NAMES.some((name) => params(name).length > 0);
}

export function logFilterKey(): string {
  const range = timeRange.value;
  const time = range.kind === 'fixed' ? `${range.start}-${range.end}` : range.kind === 'rolling' ? range.name : 'all';
  return [time, ...NAMES.flatMap((name) => params(name).map((value) => `${name}=${value}`))].join('&');
}
