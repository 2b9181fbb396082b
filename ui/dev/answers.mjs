// The answers of /api/ computed the slow and obvious way.
import { duration, LEVELS, level, logFilter, page, spanFilter, spanNanos, time } from './filters.mjs';

const descending = (key) => (a, b) => (BigInt(a[key]) > BigInt(b[key]) ? -1 : 1);
const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
const attr = (span, ...keys) => {
  const found = span.attributes.find((each) => keys.includes(each.key));
  return found ? Object.values(found.value)[0] : null;
};

function summary(traceId, spans) {
  const start = spans.reduce(
    (least, span) => (BigInt(span.startTimeUnixNano) < least ? BigInt(span.startTimeUnixNano) : least),
    BigInt(spans[0].startTimeUnixNano),
  );
  const end = spans.reduce(
    (most, span) => (BigInt(span.endTimeUnixNano) > most ? BigInt(span.endTimeUnixNano) : most),
    0n,
  );
  const root = spans.find((span) => !span.parentSpanId) ?? spans[0];
  const errors = spans.filter((span) => span.status.code === 2).length;
  const services = new Map();
  for (const span of spans) {
    const entry = services.get(span.serviceName) ?? { name: span.serviceName, span_count: 0, error_count: 0 };
    entry.span_count += 1;
    if (span.status.code === 2) entry.error_count += 1;
    services.set(span.serviceName, entry);
  }
  const code = attr(root, 'http.response.status_code');
  return {
    trace_id: traceId,
    span_count: spans.length,
    error_count: errors,
    duration_ms: Number(end - start) / 1e6,
    start_time: String(start),
    end_time: String(end),
    status: errors ? 'error' : root.status.code === 1 ? 'ok' : 'unset',
    root_span_name: root.name,
    root_span_kind: root.kind,
    root_span_method: attr(root, 'http.request.method'),
    root_span_route: attr(root, 'http.route'),
    root_span_status_code: code === null ? null : Number(code),
    root_span_status: root.status.code,
    root_span_service: root.serviceName,
    has_root: spans.some((span) => !span.parentSpanId),
    service_name: root.serviceName,
    services: [...services.values()],
  };
}

const cache = new WeakMap();
const summaryOf = (id, spans) => {
  if (!cache.has(spans)) cache.set(spans, summary(id, spans));
  return cache.get(spans);
};

function within(query, nanos) {
  const [start, end] = [time(query, 'start'), time(query, 'end')];
  return (start === null || BigInt(nanos) >= start) && (end === null || BigInt(nanos) < end);
}

export function matchingTraces(store, query) {
  const matches = spanFilter(query, { withDuration: false });
  const [low, high] = [duration(query, 'minDuration'), duration(query, 'maxDuration')];
  const only = query.get('traceId');
  const found = [];
  for (const [id, spans] of store.traces) {
    if (only && id !== only) continue;
    const about = summaryOf(id, spans);
    if (!within(query, about.start_time)) continue;
    if (low !== null && about.duration_ms * 1e6 < low) continue;
    if (high !== null && about.duration_ms * 1e6 > high) continue;
    if (spans.some(matches)) found.push(about);
  }
  return found.sort(descending('start_time'));
}

export function traceHistogram(store, query) {
  const found = matchingTraces(store, query);
  const buckets = Number(query.get('buckets') ?? 60);
  const now = BigInt(Date.now()) * 1_000_000n;
  const start = time(query, 'start') ?? BigInt(found.at(-1)?.start_time ?? now - 1n);
  const end = time(query, 'end') ?? now;
  const step = (end - start) / BigInt(buckets) || 1n;
  const times = Array.from({ length: buckets }, (_, i) => ({
    time: String(start + BigInt(i) * step),
    count: 0,
    error_count: 0,
  }));
  const logs = new Map();
  for (const trace of found) {
    const slot = times[Math.min(buckets - 1, Number((BigInt(trace.start_time) - start) / step))];
    const power = Math.floor(Math.log2(Math.max(1, trace.duration_ms * 1e6)) * 4);
    const bucket = logs.get(power) ?? {
      from_ns: String(Math.floor(2 ** (power / 4))),
      to_ns: String(Math.floor(2 ** ((power + 1) / 4))),
      count: 0,
      error_count: 0,
    };
    logs.set(power, bucket);
    for (const each of [slot, bucket]) {
      if (!each) continue;
      each.count += 1;
      if (trace.error_count) each.error_count += 1;
    }
  }
  return {
    start: String(start),
    end: String(end),
    time: times,
    durations: [...logs.entries()].sort((a, b) => a[0] - b[0]).map(([, each]) => each),
  };
}

export function trace(store, id) {
  const spans = store.traces.get(id);
  if (!spans) return null;
  const sorted = spans.toSorted((a, b) => (BigInt(a.startTimeUnixNano) < BigInt(b.startTimeUnixNano) ? -1 : 1));
  return { trace_id: id, span_count: spans.length, truncated: spans.length > 50_000, spans: sorted.slice(0, 50_000) };
}

export function spans(store, query) {
  const matches = spanFilter(query);
  const only = query.get('traceId');
  const spanId = query.get('spanId');
  const found = [];
  for (const [id, all] of store.traces)
    if (!only || id === only)
      for (const span of all)
        if ((!spanId || span.spanId === spanId) && matches(span) && within(query, span.startTimeUnixNano))
          found.push(span);
  return page(query, found.sort(descending('startTimeUnixNano')));
}

export function logs(store, query) {
  const matches = logFilter(query);
  return page(
    query,
    store.logs.filter((log) => matches(log) && within(query, log.timeUnixNano)).sort(descending('timeUnixNano')),
  );
}

export function logHistogram(store, query) {
  const matches = logFilter(query);
  const found = store.logs.filter((log) => matches(log) && within(query, log.timeUnixNano));
  const now = BigInt(Date.now()) * 1_000_000n;
  const buckets = Number(query.get('buckets') ?? 60);
  const start = time(query, 'start') ?? BigInt(found[0]?.timeUnixNano ?? now - 1n);
  const end = time(query, 'end') ?? now;
  const step = (end - start) / BigInt(buckets) || 1n;
  const result = Array.from({ length: buckets }, (_, i) => ({
    time: String(start + BigInt(i) * step),
    ...Object.fromEntries(LEVELS.map((name) => [name, 0])),
  }));
  for (const log of found) {
    const slot = result[Math.min(buckets - 1, Number((BigInt(log.timeUnixNano) - start) / step))];
    if (slot) slot[level(log.severityNumber)] += 1;
  }
  return { start: String(start), end: String(end), step: String(step), buckets: result };
}

export function metrics(store, query) {
  const services = query.getAll('service');
  const needle = query.get('text')?.toLowerCase();
  return [...store.meters.metrics.values()]
    .map((metric) => {
      const all = [...metric.series.values()];
      const names = [...new Set(all.map((series) => series.resource['service.name']))].sort();
      const { name, type, unit, description, temporality, monotonic } = metric;
      return {
        name,
        type,
        unit,
        description,
        temporality,
        monotonic,
        resource_count: names.length,
        attribute_combinations: new Set(all.map((each) => JSON.stringify(each.attributes))).size,
        label_count: new Set(all.flatMap((each) => Object.keys(each.attributes))).size,
        series_count: all.length,
        services: names,
        last_seen: all.reduce((most, each) => [most, each.datapoints.at(-1).timeUnixNano].sort()[1], '0'),
      };
    })
    .filter(
      (each) =>
        (services.length === 0 || each.services.some((name) => services.includes(name))) &&
        (!needle || each.name.includes(needle) || each.description.toLowerCase().includes(needle)),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function metric(store, name, query) {
  const found = store.meters.metrics.get(name);
  if (!found) return null;
  const services = query.getAll('service');
  const wanted = (series) =>
    (services.length === 0 || services.includes(series.resource['service.name'])) &&
    [...query].every(([key, wish]) => {
      if (key.startsWith('resource.')) return series.resource[key.slice(9)] === wish;
      if (key.startsWith('attribute.')) return series.attributes[key.slice(10)] === wish;
      return true;
    });
  const series = [...found.series.values()]
    .filter(wanted)
    .map((each) => ({ ...each, datapoints: each.datapoints.filter((point) => within(query, point.timeUnixNano)) }))
    .filter((each) => each.datapoints.length);
  if (series.length === 0) return null;
  return { ...found, truncated: false, series };
}

export function metricAttributes(store, name) {
  const keys = {};
  for (const series of store.meters.metrics.get(name)?.series.values() ?? [])
    for (const [key, text] of Object.entries(series.attributes)) {
      keys[key] ??= new Set();
      keys[key].add(text);
    }
  return Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, [...values]]));
}

const seconds = (query) =>
  Number(
    (time(query, 'end') ?? BigInt(Date.now()) * 1_000_000n) -
      (time(query, 'start') ?? BigInt(Date.now() - 3_600_000) * 1_000_000n),
  ) / 1e9;
const red = (durations, errors, secs) => {
  const sorted = durations.sort((a, b) => a - b);
  return {
    requests: sorted.length,
    rate: sorted.length / secs,
    error_rate: sorted.length ? errors / sorted.length : 0,
    duration_p50: quantile(sorted, 0.5),
    duration_p95: quantile(sorted, 0.95),
    duration_p99: quantile(sorted, 0.99),
  };
};
const requestsIn = function* (store, query) {
  for (const [id, all] of store.traces)
    for (const span of all) if (within(query, span.startTimeUnixNano)) yield [id, span];
};

export function catalog(store, query) {
  const services = new Map();
  for (const [id, span] of requestsIn(store, query)) {
    const entry = services.get(span.serviceName) ?? {
      name: span.serviceName,
      spans: 0,
      traces: new Set(),
      durations: [],
      errors: 0,
      first: span.startTimeUnixNano,
      last: span.startTimeUnixNano,
    };
    services.set(span.serviceName, entry);
    entry.spans += 1;
    entry.traces.add(id);
    if (span.startTimeUnixNano < entry.first) entry.first = span.startTimeUnixNano;
    if (span.startTimeUnixNano > entry.last) entry.last = span.startTimeUnixNano;
    if (span.kind !== 2 && span.kind !== 5) continue;
    entry.durations.push(spanNanos(span) / 1e6);
    if (span.status.code === 2) entry.errors += 1;
  }
  return [...services.values()]
    .map((each) => ({
      name: each.name,
      span_count: each.spans,
      trace_count: each.traces.size,
      first_seen: each.first,
      last_seen: each.last,
      ...red(each.durations, each.errors, seconds(query)),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function operations(store, service, query) {
  const found = new Map();
  for (const [, span] of requestsIn(store, query)) {
    if (span.serviceName !== service) continue;
    const key = `${span.kind} ${span.name}`;
    const entry = found.get(key) ?? { name: span.name, kind: span.kind, durations: [], errors: 0 };
    found.set(key, entry);
    entry.durations.push(spanNanos(span) / 1e6);
    if (span.status.code === 2) entry.errors += 1;
  }
  return [...found.values()]
    .map((each) => ({ name: each.name, kind: each.kind, ...red(each.durations, each.errors, seconds(query)) }))
    .sort((a, b) => b.requests - a.requests);
}

export function serviceMap(store, query) {
  const nodes = new Map();
  const edges = new Map();
  const node = (type, label) => {
    nodes.set(`${type}:${label}`, { id: `${type}:${label}`, label, type });
    return `${type}:${label}`;
  };
  const link = (source, target, span) => {
    const entry = edges.get(`${source}>${target}`) ?? { source, target, durations: [], errors: 0 };
    edges.set(`${source}>${target}`, entry);
    entry.durations.push(spanNanos(span) / 1e6);
    if (span.status.code === 2) entry.errors += 1;
  };
  for (const [, all] of store.traces) {
    if (all.length > 10_000 || !within(query, all[0].startTimeUnixNano)) continue;
    const byId = new Map(all.map((span) => [span.spanId, span]));
    for (const span of all) {
      const self = node('service', span.serviceName);
      const parent = byId.get(span.parentSpanId);
      if (parent && parent.serviceName !== span.serviceName) link(node('service', parent.serviceName), self, span);
      if (!parent && span.kind === 2)
        link(node('client', span.parentSpanId ? 'inferred client' : 'client'), self, span);
      const database = attr(span, 'db.system.name');
      if (database && span.kind === 3) link(self, node('database', attr(span, 'db.namespace') ?? database), span);
      const topic = attr(span, 'messaging.destination.name');
      if (topic && span.kind === 4) link(self, node('messaging', topic), span);
      if (topic && span.kind === 5) link(node('messaging', topic), self, span);
    }
  }
  return {
    nodes: [...nodes.values()],
    edges: [...edges.values()].map(({ source, target, durations, errors }) => {
      const sorted = durations.sort((a, b) => a - b);
      return {
        source,
        target,
        requests: sorted.length,
        req_rate: sorted.length / seconds(query),
        p95: quantile(sorted, 0.95),
        error_rate: errors / sorted.length,
      };
    }),
  };
}

export function stats(store) {
  const now = BigInt(Date.now()) * 1_000_000n;
  const signal = (received, rejected, bytes) => ({
    received,
    rejected,
    stored_rows: received,
    bytes_disk: bytes,
    oldest: received ? String(now - 3_600_000_000_000n) : null,
    newest: received ? String(now) : null,
  });
  return {
    version: '0.1.0-dev',
    started_at: String(BigInt(store.startedMs) * 1_000_000n),
    uptime_seconds: (Date.now() - store.startedMs) / 1000,
    mode: 'disk',
    ack: 'synced',
    data_dir: '~/.local/share/trine',
    listeners: { http: '127.0.0.1:5002', otlp_grpc: '127.0.0.1:4317', otlp_http: '127.0.0.1:4318' },
    demo: true,
    signals: {
      traces: signal(store.received.traces, 14, 4_120_331),
      logs: signal(store.received.logs, 2, 912_331),
      metrics: signal(store.received.metrics, 0, 331_871),
    },
    storage: {
      bytes_disk: 161_800_000,
      wal_bytes: 12_000_000,
      head_bytes: 8_400_000,
      parts: 42,
      retention_size_bytes: 268_435_456,
      retention_time_seconds: null,
      evicted_parts: 3,
      evicted_rows: 120_400,
      quarantined_bytes: 0,
      wal_truncated_bytes: 182,
    },
    process: {
      rss_bytes: 118_000_000,
      heap_used_bytes: 41_000_000,
      heap_max_bytes: 256_000_000,
      cpu_seconds: 12.4,
      threads: 31,
      open_files: 88,
    },
    rejections: [
      {
        time: String(now - 60_000_000_000n),
        signal: 'traces',
        protocol: 'http/json',
        status: 400,
        reason: 'The body is not OTLP/JSON: field "spanID" is unknown at resourceSpans[0].scopeSpans[0].spans[3].',
        fix: 'Spell it spanId (lowerCamelCase), or send protobuf with Content-Type: application/x-protobuf.',
        count: 14,
      },
      {
        time: String(now - 400_000_000_000n),
        signal: 'logs',
        protocol: 'grpc',
        status: 'RESOURCE_EXHAUSTED',
        reason: 'The request was 71 MB after decompression; the limit is 64 MB.',
        fix: "Lower the exporter's batch size (OTEL_BLRP_MAX_EXPORT_BATCH_SIZE) or raise --limits.request-size.",
        count: 2,
      },
    ],
  };
}

export { matchingTraces as traces };
