// The filters of the contract, read from a query string.
import { text } from './otlp.mjs';

export class BadRequest extends Error {}

const UNITS = { ns: 1, us: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };
const SEVERITIES = { trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 };
export const LEVELS = ['unset', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'];

export function time(query, name) {
  const raw = query.get(name);
  if (!raw) return null;
  if (/^\d+$/.test(raw)) return BigInt(raw);
  const ms = Date.parse(raw);
  if (Number.isNaN(ms)) throw new BadRequest(`${name}=${raw} is not a time; give Unix nanoseconds or RFC 3339.`);
  return BigInt(ms) * 1_000_000n;
}

export function duration(query, name) {
  const raw = query.get(name);
  if (!raw) return null;
  const match = /^([\d.]+)(ns|us|ms|s|m|h)$/.exec(raw);
  if (!match) throw new BadRequest(`${name}=${raw} is not a duration; write 250ms, 1.5s or 2m.`);
  return Number(match[1]) * UNITS[match[2]];
}

export const spanNanos = (span) => Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano));

function attributePairs(query) {
  return query.getAll('attribute').map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new BadRequest(`attribute=${pair} needs the form key=value.`);
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
}

const hasAttribute = (record, [key, wanted]) =>
  [...record.attributes, ...(record.resource?.attributes ?? [])].some(
    (each) => each.key === key && text(each.value) === wanted,
  );

export function spanFilter(query, { withDuration = true } = {}) {
  const services = query.getAll('service').filter(Boolean);
  const name = query.get('name');
  const status = query.get('status');
  const code = { unset: 0, ok: 1, error: 2 }[status];
  if (status && code === undefined) throw new BadRequest(`status=${status} is not one of error, ok, unset.`);
  const kind = query.get('kind');
  const needle = query.get('text')?.toLowerCase();
  const pairs = attributePairs(query);
  const [low, high] = withDuration ? [duration(query, 'minDuration'), duration(query, 'maxDuration')] : [null, null];
  return (span) =>
    (services.length === 0 || services.includes(span.serviceName)) &&
    (!name || span.name === name) &&
    (!status || span.status.code === code) &&
    (!kind ||
      String(span.kind) === kind ||
      ['', 'internal', 'server', 'client', 'producer', 'consumer'][span.kind] === kind) &&
    (low === null || spanNanos(span) >= low) &&
    (high === null || spanNanos(span) <= high) &&
    (!needle ||
      span.name.toLowerCase().includes(needle) ||
      span.attributes.some((each) => text(each.value).toLowerCase().includes(needle))) &&
    pairs.every((pair) => hasAttribute(span, pair));
}

export function logFilter(query) {
  const services = query.getAll('service').filter(Boolean);
  const severity = query.get('severity');
  if (severity && !(severity in SEVERITIES))
    throw new BadRequest(`severity=${severity} is not one of ${Object.keys(SEVERITIES).join(', ')}.`);
  const needle = query.get('text')?.toLowerCase();
  const pairs = attributePairs(query);
  const [traceId, spanId] = [query.get('trace_id'), query.get('span_id')];
  return (log) =>
    (services.length === 0 || services.includes(log.serviceName)) &&
    (!severity || log.severityNumber >= SEVERITIES[severity]) &&
    (!traceId || log.traceId === traceId) &&
    (!spanId || log.spanId === spanId) &&
    (!needle || text(log.body).toLowerCase().includes(needle)) &&
    pairs.every((pair) => hasAttribute(log, pair));
}

export const level = (number) => (number < 1 ? 'unset' : LEVELS[Math.floor((number - 1) / 4) + 1]);

export function page(query, items) {
  const limit = Number(query.get('limit') ?? 100);
  if (!(limit >= 1 && limit <= 1000)) throw new BadRequest(`limit=${query.get('limit')} is not between 1 and 1000.`);
  const from = Number(query.get('cursor') ?? 0);
  const next = from + limit < items.length ? String(from + limit) : null;
  return { items: items.slice(from, from + limit), next };
}

const SPAN_NAMES = [
  'start',
  'end',
  'service',
  'name',
  'status',
  'minDuration',
  'maxDuration',
  'attribute',
  'text',
  'traceId',
];
const LOG_NAMES = ['service', 'severity', 'text', 'trace_id', 'attribute'];
const PAGE_NAMES = ['limit', 'cursor'];

/** What each endpoint understands; a name that ends in a dot is a prefix. */
export const KNOWN = {
  traces: [...SPAN_NAMES, ...PAGE_NAMES],
  histogram: [...SPAN_NAMES, 'buckets'],
  spans: [...SPAN_NAMES, 'spanId', 'kind', ...PAGE_NAMES],
  logs: [...LOG_NAMES, 'start', 'end', 'span_id', ...PAGE_NAMES],
  volume: [...LOG_NAMES, 'start', 'end', 'span_id', 'buckets'],
  stream: LOG_NAMES,
  metrics: ['start', 'end', 'service', 'text'],
  metric: ['name', 'start', 'end', 'service', 'resource.', 'attribute.', 'maxSeries'],
  range: ['start', 'end'],
  none: [],
};

/** The server refuses what it does not understand, and so does this one. */
export function understood(query, names) {
  for (const given of query.keys()) {
    if (names.some((name) => (name.endsWith('.') ? given.startsWith(name) : given === name))) continue;
    throw new BadRequest(`The parameter '${given}' is not one of ${names.join(', ')}.`);
  }
}
