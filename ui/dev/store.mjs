// What the development server remembers, and how it fills: an hour of history, then live.

import { Meters } from './meters.mjs';
import { attributes, nanos, resourceOf, scopeOf, value } from './otlp.mjs';
import { random } from './random.mjs';
import { anyTrace, hugeTrace } from './shop.mjs';

export class Store {
  constructor(seed = 7) {
    this.rng = random(seed);
    this.traces = new Map();
    this.logs = [];
    this.listeners = new Set();
    this.startedMs = Date.now();
    this.received = { traces: 0, logs: 0, metrics: 0 };
    this.meters = new Meters(this.rng, Date.now() - 3_600_000);
  }

  backfill(now = Date.now()) {
    let nextReport = now - 3_600_000;
    for (let at = now - 3_600_000; at < now; at += this.rng.between(400, 3600)) {
      while (nextReport < at) {
        this.meters.collect(nextReport);
        nextReport += 5000;
      }
      this.add(anyTrace(this.rng, at));
      if (this.rng.chance(0.2)) this.background(at);
    }
    this.addHuge(now - 120_000);
    this.logs.sort((a, b) => (BigInt(a.timeUnixNano) < BigInt(b.timeUnixNano) ? -1 : 1));
  }

  addHuge(at) {
    const huge = hugeTrace(this.rng, at);
    this.traces.set(huge.traceId, huge.spans);
    this.received.traces += huge.spans.length;
  }

  tick() {
    const now = Date.now();
    const before = this.logs.length;
    const count = this.rng.chance(0.5) ? 1 : 2;
    for (let i = 0; i < count; i++) this.add(anyTrace(this.rng, now - this.rng.between(300, 900)));
    if (this.rng.chance(0.4)) this.background(now - 100);
    const fresh = this.logs.slice(before);
    for (const listener of this.listeners) listener(fresh);
  }

  report() {
    this.meters.collect(Date.now());
    this.received.metrics += 24;
  }

  add(trace) {
    this.traces.set(trace.traceId, trace.spans);
    this.received.traces += trace.spans.length;
    this.meters.remember(trace);
    for (const log of trace.logs) this.pushLog(log);
  }

  background(at) {
    const line = this.rng.weighted([
      [{ service: 'shipping', severityNumber: 1, severityText: 'TRACE', body: 'poll orders-0 offset advanced' }, 5],
      [{ service: 'inventory', severityNumber: 5, severityText: 'DEBUG', body: 'cache refresh: 312 sku, 4 stale' }, 5],
      [
        {
          service: 'checkout',
          severityNumber: 13,
          severityText: 'WARN',
          body: `connection pool at ${Math.floor(this.rng.between(70, 99))} %, waiting ${Math.floor(this.rng.between(5, 80))} ms`,
          attrs: { 'pool.name': 'primary', 'pool.size': 10 },
        },
        3,
      ],
      [
        {
          service: 'payments',
          severityNumber: 9,
          severityText: 'info',
          body: '{"level":"info","msg":"settled batch","batch":{"id":"b-77","count":42,"amount":1834.5,"currencies":["EUR","USD"]},"took_ms":83}',
        },
        4,
      ],
      [
        { service: 'inventory', severityNumber: 21, severityText: 'FATAL', body: 'replica lost: shutting down reader' },
        0.2,
      ],
      [
        {
          service: 'ml-ranker',
          severityNumber: 9,
          severityText: 'INFO',
          body: `embedding dump ${'0.1234 '.repeat(6000)}end`,
        },
        0.5,
      ],
      [
        {
          service: 'ml-ranker',
          severityNumber: 0,
          severityText: '',
          body: 'Batches: 100%|\u001b[32m##########\u001b[0m| 32/32 [00:01<00:00, 21.3it/s]',
        },
        2,
      ],
      [
        {
          service: 'storefront',
          severityNumber: 9,
          severityText: 'INFO',
          body: '<img src=x onerror="document.title=\'broken\'"> & <script>alert(1)</script>',
        },
        0.6,
      ],
    ]);
    this.pushLog({ attrs: {}, traceId: '', spanId: '', ...line, atMs: at });
  }

  pushLog({ service, atMs, severityNumber, severityText, body, attrs, traceId, spanId }) {
    this.received.logs += 1;
    this.logs.push({
      timeUnixNano: String(nanos(atMs)),
      observedTimeUnixNano: String(nanos(atMs + 3)),
      severityNumber,
      severityText,
      body: value(body),
      attributes: attributes({ 'thread.name': 'http-3', 'code.function.name': 'shop.Handler.handle', ...attrs }),
      droppedAttributesCount: 0,
      flags: traceId ? 1 : 0,
      traceId,
      spanId,
      eventName: '',
      serviceName: service,
      resource: resourceOf(service),
      scope: scopeOf(service),
      resourceSchemaUrl: '',
      scopeSchemaUrl: '',
    });
  }
}
