// Metrics of the shop: every type, cumulative and delta, with resets, gaps, exemplars and both histogram kinds.
import { attributes, nanos } from './otlp.mjs';

const BOUNDS = [5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000];

export class Meters {
  constructor(rng, startMs) {
    this.rng = rng;
    this.startMs = startMs;
    this.metrics = new Map();
    this.state = new Map();
    this.traces = [];
  }

  metric(name, type, unit, description, temporality, monotonic) {
    if (!this.metrics.has(name))
      this.metrics.set(name, { name, type, unit, description, temporality, monotonic, series: new Map() });
    return this.metrics.get(name);
  }

  point(metric, service, attrs, point) {
    const key = JSON.stringify([service, attrs]);
    if (!metric.series.has(key)) {
      metric.series.set(key, {
        resource: {
          'service.name': service,
          'service.instance.id': `${service}-7c9f4`,
          'deployment.environment.name': 'demo',
        },
        scope: { name: 'shop.metrics', version: '1.0' },
        attributes: attrs,
        datapoints: [],
      });
    }
    const points = metric.series.get(key).datapoints;
    points.push({ flags: 0, ...point });
    if (points.length > 4000) points.splice(0, 500);
  }

  remember(trace) {
    const root = trace.spans[0];
    this.traces.push({
      traceId: trace.traceId,
      spanId: root.spanId,
      service: root.serviceName,
      ms: Number(BigInt(root.endTimeUnixNano) - BigInt(root.startTimeUnixNano)) / 1e6,
      error: root.status.code === 2,
      at: root.startTimeUnixNano,
      route: root.name,
    });
  }

  /** Everything that happened since the last call, reported at `at`. */
  collect(at) {
    const time = String(nanos(at));
    const start = String(nanos(this.startMs));
    const batch = this.traces.splice(0);
    const wave = Math.sin(at / 240_000);
    this.counters(time, start, batch);
    this.gauges(time, wave);
    this.explicit(time, start, batch);
    this.exponential(time, start, batch);
    this.summaries(time, start, batch);
    this.deltas(at, batch);
  }

  bump(key, by) {
    const next = (this.state.get(key) ?? 0) + by;
    this.state.set(key, next);
    return next;
  }

  counters(time, start, batch) {
    const requests = this.metric(
      'frontend.requests.total',
      'sum',
      '{request}',
      'Requests answered by the storefront',
      'cumulative',
      true,
    );
    for (const route of ['GET /hello', 'GET /calculate', 'POST /process-order', 'GET /error']) {
      for (const status of ['200', '500']) {
        const count = batch.filter((each) => each.route === route && each.error === (status === '500')).length;
        if (this.rng.chance(0.0006)) this.state.set(`req${route}${status}`, 0);
        this.point(
          requests,
          'storefront',
          { 'http.route': route, 'http.response.status_code': status },
          { timeUnixNano: time, startTimeUnixNano: start, value: this.bump(`req${route}${status}`, count) },
        );
      }
    }
    const active = this.metric(
      'frontend.requests.active',
      'sum',
      '{request}',
      'Requests being answered right now',
      'cumulative',
      false,
    );
    this.point(
      active,
      'storefront',
      {},
      {
        timeUnixNano: time,
        startTimeUnixNano: start,
        value: Math.max(0, Math.round(batch.length / 3 + this.rng.between(-1, 2))),
      },
    );
    const bytes = this.metric('jvm.gc.allocated', 'sum', 'By', 'Bytes allocated on the heap', 'cumulative', true);
    for (const service of ['storefront', 'checkout', 'shipping'])
      this.point(
        bytes,
        service,
        {},
        { timeUnixNano: time, startTimeUnixNano: start, value: this.bump(`gc${service}`, this.rng.between(4e6, 9e7)) },
      );
  }

  gauges(time, wave) {
    const queue = this.metric(
      'frontend.queue.size',
      'gauge',
      '{order}',
      'Orders waiting to be processed',
      'unspecified',
      false,
    );
    this.point(
      queue,
      'storefront',
      {},
      { timeUnixNano: time, value: Math.max(0, Math.round(12 + wave * 9 + this.rng.between(-3, 3))) },
    );
    const memory = this.metric('jvm.memory.used', 'gauge', 'By', 'Memory in use by pool', 'unspecified', false);
    for (const service of ['storefront', 'checkout', 'shipping']) {
      for (const pool of ['heap', 'metaspace', 'codecache']) {
        const base = { heap: 180e6, metaspace: 62e6, codecache: 21e6 }[pool];
        const saw =
          pool === 'heap' ? ((Number(BigInt(time) / 1_000_000_000n) * 1.7 + service.length * 40) % 60) * 2.2e6 : 0;
        this.point(
          memory,
          service,
          { 'jvm.memory.pool.name': pool },
          { timeUnixNano: time, value: base + saw + this.rng.between(0, 2e6) },
        );
      }
    }
    const cpu = this.metric('process.cpu.utilization', 'gauge', '1', 'Share of one core in use', 'unspecified', false);
    for (const service of ['storefront', 'checkout', 'inventory', 'payments', 'shipping', 'ml-ranker']) {
      this.point(
        cpu,
        service,
        {},
        {
          timeUnixNano: time,
          value: Math.max(0.01, 0.22 + wave * 0.12 + this.rng.between(-0.05, 0.05) + service.length / 80),
        },
      );
    }
  }

  explicit(time, start, batch) {
    const durations = this.metric(
      'http.server.request.duration',
      'histogram',
      'ms',
      'Time to answer a request',
      'cumulative',
      false,
    );
    for (const service of ['storefront', 'ml-ranker']) {
      const state = this.state.get(`h${service}`) ?? {
        counts: Array.from({ length: BOUNDS.length + 1 }, () => 0),
        sum: 0,
        count: 0,
        min: Infinity,
        max: 0,
      };
      this.state.set(`h${service}`, state);
      const mine = batch.filter((each) => each.service === service);
      for (const { ms } of mine) {
        const index = BOUNDS.findIndex((bound) => ms <= bound);
        state.counts[index < 0 ? BOUNDS.length : index] += 1;
        state.sum += ms;
        state.count += 1;
        state.min = Math.min(state.min, ms);
        state.max = Math.max(state.max, ms);
      }
      const exemplars = mine.slice(0, 1).map((each) => ({
        traceId: each.traceId,
        spanId: each.spanId,
        value: each.ms,
        timeUnixNano: each.at,
        attributes: attributes({ 'user.id': 7 }),
      }));
      this.point(
        durations,
        service,
        { 'http.request.method': service === 'storefront' ? 'GET' : 'POST' },
        {
          timeUnixNano: time,
          startTimeUnixNano: start,
          histogram: {
            count: state.count,
            sum: state.sum,
            min: state.count ? state.min : null,
            max: state.count ? state.max : null,
            bucketCounts: [...state.counts],
            explicitBounds: BOUNDS,
          },
          exemplars,
        },
      );
    }
  }

  exponential(time, start, batch) {
    const values = this.metric(
      'frontend.order.value',
      'exponential_histogram',
      'EUR',
      'Value of the orders placed',
      'cumulative',
      false,
    );
    const state = this.state.get('exp') ?? { counts: new Map(), sum: 0, count: 0 };
    this.state.set('exp', state);
    const scale = 3;
    for (const each of batch.filter((entry) => entry.route === 'POST /process-order')) {
      const amount = this.rng.duration(70, 0.8);
      const index = Math.ceil(Math.log2(amount) * 2 ** scale) - 1;
      state.counts.set(index, (state.counts.get(index) ?? 0) + 1);
      state.sum += amount;
      state.count += 1;
      state.exemplar = {
        traceId: each.traceId,
        spanId: each.spanId,
        value: amount,
        timeUnixNano: each.at,
        attributes: [],
      };
    }
    const indexes = [...state.counts.keys()];
    const offset = indexes.length ? Math.min(...indexes) : 0;
    const length = indexes.length ? Math.max(...indexes) - offset + 1 : 0;
    this.point(
      values,
      'storefront',
      {},
      {
        timeUnixNano: time,
        startTimeUnixNano: start,
        exponential: {
          count: state.count,
          sum: state.sum,
          min: null,
          max: null,
          scale,
          zeroCount: 0,
          zeroThreshold: 0,
          positive: { offset, bucketCounts: Array.from({ length }, (_, i) => state.counts.get(offset + i) ?? 0) },
          negative: { offset: 0, bucketCounts: [] },
        },
        exemplars: state.exemplar ? [state.exemplar] : [],
      },
    );
    state.exemplar = undefined;
  }

  summaries(time, start, batch) {
    const gc = this.metric(
      'rpc.client.latency',
      'summary',
      's',
      'Latency of outgoing calls, computed by the client',
      'unspecified',
      false,
    );
    const count = this.bump('summary', batch.length);
    this.point(
      gc,
      'payments',
      {},
      {
        timeUnixNano: time,
        startTimeUnixNano: start,
        summary: {
          count,
          sum: count * 0.12,
          quantileValues: [
            [0.5, 0.09],
            [0.9, 0.21],
            [0.99, 0.48],
          ].map(([quantile, base]) => ({ quantile, value: base * this.rng.between(0.8, 1.25) })),
        },
      },
    );
  }

  deltas(at, batch) {
    const errors = this.metric('frontend.errors.total', 'sum', '{error}', 'Requests that failed', 'delta', true);
    this.point(
      errors,
      'storefront',
      { 'error.type': 'payment' },
      {
        timeUnixNano: String(nanos(at)),
        startTimeUnixNano: String(nanos(at - 5000)),
        value: batch.filter((each) => each.error).length,
      },
    );
  }
}
