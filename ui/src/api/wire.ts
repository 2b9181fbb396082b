// The shapes the server answers with under /api/. Telemetry is OTLP/JSON: 64-bit integers
// are decimal strings, ids lower-case hex, enums integers, bytes base64.

export type Nanos = string;

export type AnyValue =
  | { stringValue: string }
  | { intValue: string | number }
  | { doubleValue: number | string }
  | { boolValue: boolean }
  | { bytesValue: string }
  | { arrayValue: { values?: AnyValue[] } }
  | { kvlistValue: { values?: KeyValue[] } };

export interface KeyValue {
  key: string;
  value?: AnyValue | null;
}

export interface Resource {
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
}

export interface Scope extends Resource {
  name?: string;
  version?: string;
}

export type StatusName = 'ok' | 'error' | 'unset';

export interface TraceSummary {
  trace_id: string;
  span_count: number;
  error_count: number;
  duration_ms: number;
  start_time: Nanos;
  end_time: Nanos;
  status: StatusName;
  root_span_name: string | null;
  root_span_kind?: number | null;
  root_span_method?: string | null;
  root_span_route?: string | null;
  root_span_status_code?: number | null;
  root_span_status?: number | null;
  root_span_service?: string | null;
  has_root: boolean;
  service_name: string;
  services: { name: string; span_count: number; error_count: number }[];
}

export interface SpanEvent {
  timeUnixNano: Nanos;
  name: string;
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
}

export interface SpanLink {
  traceId: string;
  spanId: string;
  traceState?: string;
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
  flags?: number;
}

export interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  traceState?: string;
  name: string;
  kind: number;
  startTimeUnixNano: Nanos;
  endTimeUnixNano: Nanos;
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
  events?: SpanEvent[];
  droppedEventsCount?: number;
  links?: SpanLink[];
  droppedLinksCount?: number;
  status?: { code?: number; message?: string };
  flags?: number;
  serviceName: string;
  resource?: Resource;
  resourceSchemaUrl?: string;
  scope?: Scope;
  scopeSchemaUrl?: string;
}

export interface Trace {
  trace_id: string;
  span_count: number;
  truncated?: boolean;
  spans: Span[];
}

export interface TraceHistogram {
  start: Nanos;
  end: Nanos;
  time: { time: Nanos; count: number; error_count: number }[];
  durations: { from_ns: Nanos; to_ns: Nanos; count: number; error_count: number }[];
}

export interface LogRecord {
  timeUnixNano: Nanos;
  observedTimeUnixNano?: Nanos;
  severityNumber?: number;
  severityText?: string;
  body?: AnyValue | null;
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
  flags?: number;
  traceId?: string;
  spanId?: string;
  eventName?: string;
  serviceName: string;
  resource?: Resource;
  scope?: Scope;
  resourceSchemaUrl?: string;
  scopeSchemaUrl?: string;
}

export type LevelName = 'unset' | 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

export type LogBucket = { time: Nanos } & Record<LevelName, number>;

export interface LogHistogram {
  start: Nanos;
  end: Nanos;
  step: Nanos;
  buckets: LogBucket[];
}

/** `unknown`: points of a metric whose kind this release does not know; they still have values. */
export type MetricType = 'gauge' | 'sum' | 'histogram' | 'exponential_histogram' | 'summary' | 'unknown';
export type Temporality = 'delta' | 'cumulative' | 'unspecified';

export interface MetricSummary {
  name: string;
  type: MetricType;
  unit: string;
  description: string;
  temporality: Temporality;
  monotonic: boolean;
  resource_count: number;
  attribute_combinations: number;
  label_count: number;
  series_count: number;
  services: string[];
  last_seen: Nanos;
}

export interface Exemplar {
  traceId?: string;
  spanId?: string;
  value: number;
  timeUnixNano: Nanos;
  attributes?: KeyValue[] | Record<string, string>;
}

export interface ExplicitHistogram {
  count: number | string;
  sum?: number | null;
  min?: number | null;
  max?: number | null;
  bucketCounts: (number | string)[];
  explicitBounds: (number | string)[];
}

export interface ExponentialBuckets {
  offset: number;
  bucketCounts: (number | string)[];
}

export interface ExponentialHistogram {
  count: number | string;
  sum?: number | null;
  min?: number | null;
  max?: number | null;
  scale: number;
  zeroCount: number | string;
  zeroThreshold?: number;
  positive?: ExponentialBuckets | null;
  negative?: ExponentialBuckets | null;
}

export interface SummaryPoint {
  count: number | string;
  sum?: number | null;
  quantileValues: { quantile: number; value: number }[];
}

export interface DataPoint {
  timeUnixNano: Nanos;
  startTimeUnixNano?: Nanos;
  flags?: number;
  value?: number | string | null;
  histogram?: ExplicitHistogram;
  exponential?: ExponentialHistogram;
  summary?: SummaryPoint;
  exemplars?: Exemplar[];
}

export interface MetricSeries {
  resource: Record<string, string>;
  scope?: { name?: string; version?: string };
  attributes: Record<string, string>;
  datapoints: DataPoint[];
}

export interface Metric {
  name: string;
  type: MetricType;
  unit: string;
  description: string;
  temporality: Temporality;
  monotonic: boolean;
  truncated?: boolean;
  series: MetricSeries[];
}

export type NodeType = 'service' | 'database' | 'messaging' | 'client';

export interface ServiceMap {
  nodes: { id: string; label: string; type: NodeType }[];
  edges: { source: string; target: string; requests: number; req_rate: number; p95: number; error_rate: number }[];
}

export interface ServiceSummary {
  name: string;
  span_count: number;
  trace_count: number;
  first_seen: Nanos;
  last_seen: Nanos;
  requests: number;
  rate: number;
  error_rate: number;
  duration_p50: number;
  duration_p95: number;
  duration_p99: number;
}

export interface Operation {
  name: string;
  kind: number | string;
  requests: number;
  rate: number;
  error_rate: number;
  duration_p50: number;
  duration_p95: number;
  duration_p99: number;
}

export interface SignalStats {
  received: number;
  rejected: number;
  stored_rows: number;
  bytes_disk: number;
  oldest: Nanos | null;
  newest: Nanos | null;
}

export interface Rejection {
  time: Nanos;
  signal: string;
  protocol: string;
  status: number | string;
  reason: string;
  fix: string;
  count: number;
}

export interface Stats {
  version: string;
  started_at: Nanos;
  uptime_seconds: number;
  mode: 'disk' | 'memory';
  ack: 'synced' | 'written';
  data_dir: string | null;
  listeners: Record<string, string>;
  demo: boolean;
  signals: { traces: SignalStats; logs: SignalStats; metrics: SignalStats };
  storage: {
    bytes_disk: number;
    wal_bytes: number;
    head_bytes: number;
    parts: number;
    retention_size_bytes: number | null;
    retention_time_seconds: number | null;
    evicted_parts: number;
    evicted_rows: number;
    quarantined_bytes: number;
    wal_truncated_bytes: number;
  };
  process: {
    rss_bytes: number;
    heap_used_bytes: number;
    heap_max_bytes: number;
    cpu_seconds: number;
    threads: number;
    open_files: number;
  };
  rejections: Rejection[];
}
