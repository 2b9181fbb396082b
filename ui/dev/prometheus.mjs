// Prometheus's HTTP API for the stand-in server: made-up series with believable shapes, chosen by looking at the
// words of a query. Nothing is computed from samples, so figures mean nothing; only errors of syntax are real,
// since Prometheus's own grammar finds them.

import { parser } from '@prometheus-io/lezer-promql';

const SERVICES = ['storefront', 'checkout', 'shipping'];
const ROUTES = ['GET /hello', 'GET /calculate', 'POST /process-order', 'GET /error'];
const BOUNDS = ['0.005', '0.01', '0.025', '0.05', '0.075', '0.1', '0.25', '0.5', '0.75', '1', '2.5', '5', '+Inf'];

const target = (service) => ({ job: `shop/${service}`, instance: `${service}-7c9f4` });
const routed = SERVICES.slice(0, 2).flatMap((service) =>
  ROUTES.map((route) => ({ ...target(service), http_route: route })),
);
const bucketed = routed.flatMap((labels) => BOUNDS.map((le) => ({ ...labels, le })));

const FAMILY = { type: 'histogram', unit: 's', help: 'Time to answer a request' };
const METRICS = {
  http_server_request_duration_seconds_bucket: { ...FAMILY, series: bucketed },
  http_server_request_duration_seconds_count: { ...FAMILY, series: routed },
  http_server_request_duration_seconds_sum: { ...FAMILY, series: routed },
  frontend_requests_total: {
    type: 'counter',
    unit: '{request}',
    help: 'Requests answered by the storefront',
    series: ROUTES.flatMap((route) =>
      ['200', '500'].map((code) => ({ ...target('storefront'), http_route: route, http_response_status_code: code })),
    ),
  },
  frontend_order_value_EUR: {
    type: 'histogram',
    unit: 'EUR',
    help: 'Value of the orders placed',
    native: true,
    series: SERVICES.map(target),
  },
  frontend_queue_size: { type: 'gauge', unit: '{order}', help: 'Orders waiting', series: [target('storefront')] },
  jvm_memory_used_bytes: {
    type: 'gauge',
    unit: 'By',
    help: 'Memory in use by pool',
    series: SERVICES.flatMap((service) =>
      ['heap', 'metaspace', 'codecache', 'compressed class space', 'eden', 'old generation'].map((pool) => ({
        ...target(service),
        jvm_memory_pool_name: pool,
      })),
    ),
  },
  process_cpu_utilization_ratio: {
    type: 'gauge',
    unit: '1',
    help: 'Share of one core in use',
    series: SERVICES.map(target),
  },
  target_info: { type: 'gauge', unit: '', help: 'Target metadata', series: SERVICES.map(target) },
};

export class PrometheusError extends Error {
  constructor(message, status = 400, type = 'bad_data') {
    super(message);
    this.status = status;
    this.type = type;
  }
}

const seed = (labels) => [...JSON.stringify(labels)].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 9973, 7);

/** Between 0 and 1: slow and quick waves, with a spike now and then. */
function wave(time, phase) {
  const slow = Math.sin(time / 700 + phase) + 0.5 * Math.sin(time / 131 + phase * 3);
  const spike = (Math.floor(time / 60) * 37 + phase) % 41 < 1 ? 0.8 : 0;
  const noise = (Math.sin(time * 12.9898 + phase) * 43758.5453) % 1;
  return Math.max(0.02, 0.45 + slow * 0.2 + spike + noise * 0.06);
}

function parse(query) {
  const tree = parser.parse(query);
  let at = query.trim() === '' ? 0 : -1;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError && at < 0) at = node.from;
    },
  });
  if (at < 0) return;
  const before = query.slice(0, at);
  const line = before.split('\n').length;
  const column = Buffer.byteLength(before.slice(before.lastIndexOf('\n') + 1)) + 1;
  const found =
    at < query.length
      ? `unexpected character or word ${JSON.stringify(query.slice(at, at + 12))}`
      : 'unexpected end of input';
  throw new PrometheusError(`invalid parameter "query": ${line}:${column}: parse error: ${found}`);
}

function matches(labels, text) {
  const matchers = [...(text ?? '').matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g)];
  return matchers.every(([, name, operator, value]) => {
    const own = labels[name] ?? '';
    const same = operator.includes('~') ? new RegExp(`^(?:${value})$`, 's').test(own) : own === value;
    return operator.startsWith('!') ? !same : same;
  });
}

function selected(query) {
  for (const [, name, braces] of query.matchAll(/([a-zA-Z_:][\w:]*)\s*(\{[^}]*\})?/g)) {
    const metric = METRICS[name];
    if (metric) return { name, metric, series: metric.series.filter((labels) => matches(labels, braces)) };
  }
  return null;
}

function grouped(query, series) {
  const by = /\b(?:sum|avg|max|min|count)\s*(?:by\s*\(([^)]*)\))?\s*\(/.exec(query);
  if (!by) return series.map((labels) => ({ labels, count: 1 }));
  const names = (by[1] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const groups = new Map();
  for (const labels of series) {
    const kept = Object.fromEntries(names.filter((name) => name in labels).map((name) => [name, labels[name]]));
    const key = JSON.stringify(kept);
    groups.set(key, { labels: kept, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()];
}

function withoutLe({ le: _, ...labels }) {
  return labels;
}

function number(name, metric, query, { labels, count }, time) {
  const phase = seed(withoutLe(labels));
  const level = count * (0.5 + (phase % 7)) * wave(time, phase);
  const rated = /\b(rate|irate|increase)\s*\(/.test(query);
  if (name.endsWith('_bucket')) {
    const bound = labels.le === '+Inf' ? 60 : Number(labels.le);
    const middle = 0.06 * (0.6 + wave(time, phase));
    const share = 1 / (1 + (middle / bound) ** 2.2);
    return level * (labels.le === '+Inf' ? 1 : share) * (rated ? 1 : time % 86_400);
  }
  if (metric.type === 'counter' || /_(count|sum)$/.test(name)) return rated ? level : level * (time % 86_400);
  if (metric.unit === 'By') return 20e6 * (1 + (phase % 9)) * (0.8 + 0.3 * wave(time, phase));
  return metric.unit === '1' ? Math.min(1, 0.5 * wave(time, phase)) : Math.round(20 * wave(time, phase));
}

function histogram(query, { labels, count }, time) {
  const phase = seed(labels);
  const scale = count * wave(time, phase) * (/\brate\s*\(/.test(query) ? 1 : time % 86_400);
  const middle = 8 + 3 * Math.sin(time / 500 + phase);
  const buckets = [];
  let [total, sum] = [0, 0];
  for (let i = 0; i < 24; i++) {
    const amount = scale * Math.exp(-((i - middle) ** 2) / 9);
    if (amount < scale * 0.01) continue;
    const [from, to] = [10 * 2 ** (i / 4), 10 * 2 ** ((i + 1) / 4)];
    buckets.push([0, String(from), String(to), String(amount)]);
    total += amount;
    sum += amount * (from + to) * 0.5;
  }
  return { count: String(total), sum: String(sum), buckets };
}

/** The series of a query, each with what it says at a time. */
function shape(query) {
  const found = selected(query);
  if (!found) {
    const literal = Number(query);
    return Number.isNaN(literal) ? [] : [{ labels: {}, value: () => literal }];
  }
  const { name, metric } = found;
  const quantile = /histogram_quantile\s*\(\s*([\d.]+)/.exec(query)?.[1];
  const bare = /^\s*[a-zA-Z_:][\w:]*\s*(\{[^}]*\})?\s*$/.test(query);
  const named = bare ? found.series.map((labels) => ({ __name__: name, ...labels })) : found.series;
  const groups = grouped(
    query,
    quantile ? [...new Map(named.map((each) => [JSON.stringify(withoutLe(each)), withoutLe(each)])).values()] : named,
  );
  const limit = Number(/\b(?:topk|bottomk)\s*\(\s*(\d+)/.exec(query)?.[1] ?? Infinity);
  return groups.slice(0, limit).map((group) => {
    if (quantile) {
      const level = metric.native ? 90 : 0.08;
      return {
        labels: group.labels,
        value: (time) => level * (0.4 + Number(quantile) * 2) * wave(time, seed(group.labels)),
      };
    }
    if (metric.native && !/histogram_(count|sum|avg)/.test(query))
      return { labels: group.labels, histogram: (time) => histogram(query, group, time) };
    return { labels: group.labels, value: (time) => number(name, metric, query, group, time) };
  });
}

function isRange(query) {
  return /\[[^\]:]*\]\s*$/.test(query);
}

function infos(query) {
  const found = selected(query);
  if (found?.metric.type !== 'gauge' || !/\brate\s*\(/.test(query)) return {};
  return {
    infos: [
      `PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "${found.name}" (1:6)`,
    ],
  };
}

function stats(series, steps) {
  return {
    timings: { evalTotalTime: 0.0031, execTotalTime: 0.0034 },
    samples: { totalQueryableSamples: series * steps * 20, peakSamples: series * 40 },
  };
}

function range(form) {
  const query = form.get('query') ?? '';
  parse(query);
  if (isRange(query))
    throw new PrometheusError(
      'invalid parameter "query": invalid expression type "range vector" for range query, must be Scalar or instant Vector',
    );
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(form.get(name)));
  if (!(step > 0))
    throw new PrometheusError(
      'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer',
    );
  const times = [];
  for (let i = 0; start + i * step <= end + 1e-6; i++) times.push(Math.round((start + i * step) * 1000) / 1000);
  const result = shape(query).map(({ labels, value, histogram }) =>
    value
      ? { metric: labels, values: times.map((time) => [time, String(value(time))]) }
      : { metric: labels, histograms: times.map((time) => [time, histogram(time)]) },
  );
  return { data: { resultType: 'matrix', result, stats: stats(result.length, times.length) }, ...infos(query) };
}

function instant(form) {
  const query = form.get('query') ?? '';
  parse(query);
  const time = Number(form.get('time') ?? Date.now() / 1000);
  if (/^\s*[\d.]+\s*$/.test(query)) return { data: { resultType: 'scalar', result: [time, query.trim()] } };
  const result = shape(query).map(({ labels, value, histogram }) =>
    value
      ? { metric: labels, value: [time, String(value(time))] }
      : { metric: labels, histogram: [time, histogram(time)] },
  );
  return { data: { resultType: 'vector', result, stats: stats(result.length, 1) }, ...infos(query) };
}

function everySeries(form) {
  const wanted = form.getAll('match[]');
  const all = Object.entries(METRICS).flatMap(([name, { series }]) =>
    series.map((labels) => ({ __name__: name, ...labels })),
  );
  if (wanted.length === 0) return all;
  return wanted.flatMap((text) => {
    const [, name, braces] = /^\s*([a-zA-Z_:][\w:]*)?\s*(\{[\s\S]*\})?\s*$/.exec(text) ?? [];
    return all.filter((labels) => (!name || labels.__name__ === name) && matches(labels, braces));
  });
}

const distinct = (texts) => [...new Set(texts)].sort();

function metadata() {
  return Object.fromEntries(
    Object.entries(METRICS).map(([name, { type, help, unit }]) => [
      type === 'histogram' ? name.replace(/_(bucket|count|sum)$/, '') : name,
      [{ type, help, unit }],
    ]),
  );
}

/** Durations of the newest traces, as a histogram of requests would have kept them. */
function exemplars(form, store) {
  const [start, end] = [Number(form.get('start')), Number(form.get('end'))];
  const found = [...store.traces.entries()].flatMap(([traceId, spans]) => {
    const root = spans[0];
    const timestamp = Number(BigInt(root.startTimeUnixNano) / 1_000_000n) / 1000;
    if (timestamp < start || timestamp > end) return [];
    const seconds = Number(BigInt(root.endTimeUnixNano) - BigInt(root.startTimeUnixNano)) / 1e9;
    return [{ labels: { trace_id: traceId, span_id: root.spanId }, value: String(seconds), timestamp }];
  });
  const query = form.get('query') ?? '';
  return query.includes('_duration_seconds') ? [{ seriesLabels: routed[0], exemplars: found }] : [];
}

/** The envelope for a path below /api/v1, or null when nothing is there. */
export function prometheus(path, form, store, empty) {
  const label = /^label\/([^/]+)\/values$/.exec(path);
  if (empty && (label || ['labels', 'series', 'query', 'query_range'].includes(path)))
    return { data: path.startsWith('query') ? { resultType: 'matrix', result: [] } : [] };
  if (label) return { data: distinct(everySeries(form).flatMap((each) => each[label[1]] ?? [])) };
  switch (path) {
    case 'query':
      return instant(form);
    case 'query_range':
      return range(form);
    case 'parse_query':
      parse(form.get('query') ?? '');
      return { data: { type: 'vectorSelector' } };
    case 'format_query':
      parse(form.get('query') ?? '');
      return { data: form.get('query').replace(/\s+/g, ' ').trim() };
    case 'labels':
      return { data: distinct(everySeries(form).flatMap((each) => Object.keys(each))) };
    case 'series':
      return { data: everySeries(form) };
    case 'metadata':
      return { data: empty ? {} : metadata() };
    case 'query_exemplars':
      return { data: exemplars(form, store) };
    default:
      return null;
  }
}
