import type { Query } from '../api/client';
import { param, params, timeRange } from '../location/place';
import type { FilterField } from '../parts/filter-bar';
import { parseDuration } from '../time/durations';
import { bounds } from '../time/range';

const DURATION_HINT = 'Write a duration such as 250ms, 1.5s or 2m.';
const checkDuration = (text: string) => (parseDuration(text) === null ? DURATION_HINT : null);

export const ATTRIBUTE_FIELD: FilterField = {
  name: 'attribute',
  label: 'attribute',
  many: true,
  placeholder: 'key=value',
  check: (text) => (/^[^=]+=/.test(text) ? null : 'Write key=value, for example http.route=/orders.'),
};

const NAMES = [
  'service',
  'name',
  'status',
  'minDuration',
  'maxDuration',
  'attribute',
  'kind',
  'trace',
  'search',
] as const;

export function traceFields(services: readonly string[], operations: readonly string[]): FilterField[] {
  return [
    { name: 'service', label: 'service', many: true, options: services },
    { name: 'name', label: 'operation', options: operations },
    { name: 'status', label: 'status', options: ['error', 'ok', 'unset'] },
    {
      name: 'minDuration',
      label: 'at least',
      placeholder: '250ms',
      options: ['10ms', '100ms', '250ms', '1s', '5s'],
      check: checkDuration,
    },
    {
      name: 'maxDuration',
      label: 'at most',
      placeholder: '1s',
      options: ['10ms', '100ms', '1s'],
      check: checkDuration,
    },
    ATTRIBUTE_FIELD,
  ];
}

/** A bare number means milliseconds to a person; the server wants a unit. */
function withUnit(text: string | null): string | null {
  return text !== null && /^\s*[\d.]+\s*$/.test(text) ? `${text.trim()}ms` : (text?.replace(/\s+/g, '') ?? null);
}

export function spanQuery(): Query {
  return {
    ...bounds(timeRange.value),
    service: params('service'),
    name: param('name'),
    status: param('status'),
    kind: param('kind'),
    minDuration: withUnit(param('minDuration')),
    maxDuration: withUnit(param('maxDuration')),
    attribute: params('attribute'),
    text: param('search'),
    traceId: param('trace'),
  };
}

export function filtered(): boolean {
  return NAMES.some((name) => params(name).length > 0);
}

/** Changes when the question changes, not when time passes. */
export function filterKey(): string {
  const range = timeRange.value;
  const time = range.kind === 'fixed' ? `${range.start}-${range.end}` : range.kind === 'rolling' ? range.name : 'all';
  return [time, ...NAMES.flatMap((name) => params(name).map((value) => `${name}=${value}`))].join('&');
}
