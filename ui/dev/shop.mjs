// A shop with six services: traces with errors, events, links, queues, databases, ASGI noise and N+1 queries.
import { attributes, nanos, resourceOf, scopeOf } from './otlp.mjs';

const KIND = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 };

export class TraceBuilder {
  constructor(rng, traceId = rng.traceId()) {
    this.rng = rng;
    this.traceId = traceId;
    this.spans = [];
    this.logs = [];
  }

  span(service, name, kind, parent, startMs, durationMs, attrs = {}, extra = {}) {
    const span = {
      traceId: this.traceId,
      spanId: this.rng.spanId(),
      parentSpanId: typeof parent === 'string' ? parent : (parent?.spanId ?? ''),
      traceState: '',
      name,
      kind: KIND[kind],
      startTimeUnixNano: String(nanos(startMs)),
      endTimeUnixNano: String(nanos(startMs + durationMs)),
      attributes: attributes(attrs),
      droppedAttributesCount: 0,
      events: [],
      droppedEventsCount: 0,
      links: [],
      droppedLinksCount: 0,
      status: { code: 0, message: '' },
      flags: 257,
      serviceName: service,
      resource: resourceOf(service),
      resourceSchemaUrl: 'https://opentelemetry.io/schemas/1.37.0',
      scope: scopeOf(service),
      scopeSchemaUrl: '',
      ...extra,
    };
    this.spans.push(span);
    return span;
  }

  fail(span, message, type, atMs) {
    span.status = { code: 2, message };
    span.events.push({
      timeUnixNano: String(nanos(atMs)),
      name: 'exception',
      attributes: attributes({
        'exception.type': type,
        'exception.message': message,
        'exception.stacktrace': `${type}: ${message}\n\tat shop.payments.Gateway.charge(Gateway.java:88)\n\tat shop.checkout.Order.pay(Order.java:141)\n\tat shop.checkout.Order.place(Order.java:57)\n\tat jdk.httpserver/sun.net.httpserver.ServerImpl.run(ServerImpl.java:857)`,
        'exception.escaped': false,
      }),
      droppedAttributesCount: 0,
    });
  }

  log(span, atMs, severityNumber, severityText, body, attrs = {}) {
    this.logs.push({
      service: span.serviceName,
      atMs,
      severityNumber,
      severityText,
      body,
      attrs,
      traceId: this.traceId,
      spanId: span.spanId,
    });
  }
}

const http = (method, route, status, extra = {}) => ({
  'http.request.method': method,
  'http.route': route,
  'url.path': route,
  'http.response.status_code': status,
  'server.address': 'localhost',
  'network.protocol.version': '1.1',
  ...extra,
});

export function placeOrder(rng, at) {
  const t = new TraceBuilder(rng);
  const user = Math.floor(rng.between(1, 5000));
  const declined = rng.chance(0.09);
  const outOfStock = !declined && rng.chance(0.1);
  const status = declined ? 402 : outOfStock ? 409 : 200;
  const invDuration = rng.duration(60);
  const payDuration = rng.duration(120, 0.6);
  const total = 18 + invDuration + (outOfStock ? 0 : payDuration) + 42;
  const root = t.span(
    'storefront',
    'POST /process-order',
    'server',
    null,
    at,
    total,
    http('POST', '/process-order', status, {
      'user.id': user,
      'shop.cart.items': Math.ceil(rng.between(1, 9)),
      'shop.vip': rng.chance(0.1),
    }),
  );
  const call = t.span(
    'storefront',
    'POST',
    'client',
    root,
    at + 4,
    total - 8,
    http('POST', '/orders', status, { 'server.port': 5004 }),
  );
  const order = t.span('checkout', 'POST /orders', 'server', call, at + 7, total - 14, http('POST', '/orders', status));
  t.log(root, at + 2, 9, 'INFO', `order received from user ${user}`, { 'user.id': user });
  inventory(t, rng, order, at + 10, invDuration, outOfStock);
  if (!outOfStock) pay(t, rng, order, at + 14 + invDuration, payDuration, declined);
  if (status === 200) ship(t, rng, order, at + 18 + invDuration + payDuration);
  if (status >= 400) {
    order.status = { code: 2, message: declined ? 'payment declined' : 'out of stock' };
    root.status = { code: 2, message: '' };
  } else root.status = { code: 1, message: '' };
  t.log(
    order,
    at + total - 9,
    status === 200 ? 9 : declined ? 17 : 13,
    status === 200 ? 'INFO' : declined ? 'ERROR' : 'WARN',
    status === 200
      ? {
          event: 'order.placed',
          order_id: rng.hex(8),
          total: Math.round(rng.between(500, 25000)) / 100,
          currency: 'EUR',
          items: [
            { sku: 'A-100', quantity: 2 },
            { sku: 'C-7', quantity: 1 },
          ],
          customer: { id: user, vip: false },
        }
      : declined
        ? 'payment declined by issuer'
        : 'item out of stock, order rejected',
  );
  return t;
}

function inventory(t, rng, parent, at, duration, outOfStock) {
  const call = t.span(
    'checkout',
    'GET',
    'client',
    parent,
    at,
    duration,
    http('GET', '/check-inventory', outOfStock ? 409 : 200),
  );
  const server = t.span(
    'inventory',
    'GET /check-inventory',
    'server',
    call,
    at + 2,
    duration - 4,
    http('GET', '/check-inventory', outOfStock ? 409 : 200),
  );
  t.span('inventory', 'GET /check-inventory http receive', 'internal', server, at + 2.2, 0.1, {
    'asgi.event.type': 'http.request',
  });
  const queries = rng.chance(0.3) ? Math.floor(rng.between(12, 49)) : Math.floor(rng.between(1, 4));
  const each = (duration - 10) / queries;
  for (let i = 0; i < queries; i++) {
    t.span('inventory', 'SELECT stock', 'client', server, at + 4 + i * each, each * 0.8, {
      'db.system.name': 'postgresql',
      'db.namespace': 'shop',
      'db.query.text': `SELECT quantity FROM stock WHERE sku = $1 /* ${i} */`,
      'db.operation.name': 'SELECT',
      'server.address': 'db.local',
      'server.port': 5432,
    });
  }
  t.span('inventory', 'GET /check-inventory http send', 'internal', server, at + duration - 4.4, 0.1, {
    'asgi.event.type': 'http.response.start',
  });
  t.span('inventory', 'GET /check-inventory http send', 'internal', server, at + duration - 4, 0.1, {
    'asgi.event.type': 'http.response.body',
  });
  t.log(server, at + 5, 5, 'DEBUG', `looked up ${queries} sku in ${each.toFixed(2)} ms each`);
}

function pay(t, rng, parent, at, duration, declined) {
  const call = t.span('checkout', 'payments.Payments/Charge', 'client', parent, at, duration, {
    'rpc.system': 'grpc',
    'rpc.service': 'payments.Payments',
    'rpc.method': 'Charge',
    'rpc.grpc.status_code': declined ? 9 : 0,
  });
  const server = t.span('payments', 'payments.Payments/Charge', 'server', call, at + 3, duration - 6, {
    'rpc.system': 'grpc',
    'payment.amount': rng.between(5, 300),
    'payment.currency': 'EUR',
    'payment.card.last4': '4242',
    'payment.risk.scores': [0.12, 0.4, 0.07],
  });
  t.span('payments', 'risk check', 'internal', server, at + 5, (duration - 10) * 0.4, { 'risk.model': 'v7' });
  const gateway = t.span(
    'payments',
    'POST',
    'client',
    server,
    at + 5 + (duration - 10) * 0.4,
    (duration - 12) * 0.55,
    http('POST', '/v1/charge', declined ? 402 : 200, { 'server.address': 'gateway.example' }),
  );
  server.events.push({
    timeUnixNano: String(nanos(at + duration * 0.45)),
    name: 'gateway selected',
    attributes: attributes({ gateway: 'primary', attempt: 1 }),
    droppedAttributesCount: 0,
  });
  if (declined) {
    t.fail(gateway, 'card declined: insufficient funds', 'shop.PaymentDeclined', at + duration * 0.9);
    server.status = { code: 2, message: 'card declined' };
    call.status = { code: 2, message: '' };
    t.log(server, at + duration * 0.92, 17, 'ERROR', 'charge failed: card declined: insufficient funds', {
      'error.type': 'shop.PaymentDeclined',
      'payment.card.last4': '4242',
    });
  } else
    t.log(
      server,
      at + duration * 0.92,
      9,
      'INFO',
      '\u001b[32mcharged\u001b[0m \u001b[1m4242\u001b[0m via \u001b[36mprimary\u001b[0m in \u001b[33m' +
        duration.toFixed(0) +
        'ms\u001b[0m',
    );
}

function ship(t, rng, parent, at) {
  const send = t.span('checkout', 'publish orders', 'producer', parent, at, 3, {
    'messaging.system': 'kafka',
    'messaging.destination.name': 'orders',
    'messaging.operation.type': 'publish',
    'messaging.kafka.message.key': rng.hex(6),
  });
  const receive = t.span('shipping', 'process orders', 'consumer', send, at + 12, rng.duration(25), {
    'messaging.system': 'kafka',
    'messaging.destination.name': 'orders',
    'messaging.consumer.group.name': 'shipping',
  });
  receive.links.push({
    traceId: t.traceId,
    spanId: send.spanId,
    traceState: '',
    attributes: attributes({ 'messaging.batch.index': 0 }),
    droppedAttributesCount: 0,
    flags: 1,
  });
  t.span('shipping', 'INSERT parcels', 'client', receive, at + 15, 6, {
    'db.system.name': 'postgresql',
    'db.namespace': 'shop',
    'db.query.text': 'INSERT INTO parcels (order_id, address) VALUES ($1, $2)',
  });
}

export function simple(rng, at, name, medianMs, status) {
  const t = new TraceBuilder(rng);
  const duration = rng.duration(medianMs);
  const root = t.span(
    'storefront',
    `GET ${name}`,
    'server',
    null,
    at,
    duration,
    http('GET', name, status, { 'user_agent.original': 'k6/0.54' }),
  );
  if (status >= 500) {
    t.fail(root, 'unexpected condition in handler', 'java.lang.IllegalStateException', at + duration * 0.9);
    t.log(
      root,
      at + duration * 0.9,
      17,
      'ERROR',
      'request failed\njava.lang.IllegalStateException: unexpected condition in handler\n\tat shop.storefront.Handler.handle(Handler.java:61)\n\tat shop.storefront.Main.lambda$main$0(Main.java:22)',
    );
  } else
    t.log(
      root,
      at + duration / 2,
      status >= 400 ? 13 : 9,
      status >= 400 ? 'WARN' : 'INFO',
      `${name} answered ${status}`,
    );
  return t;
}

/** A request whose caller sent a parent id and never its span: the caller is inferred. */
export function rankWithUnknownCaller(rng, at) {
  const t = new TraceBuilder(rng);
  const duration = rng.duration(180);
  const server = t.span('ml-ranker', 'POST /rank', 'server', rng.spanId(), at, duration, http('POST', '/rank', 200));
  t.span('ml-ranker', 'POST /rank http receive', 'internal', server, at + 1, 0.2);
  t.span('ml-ranker', 'embed', 'internal', server, at + 4, duration * 0.5, {
    'model.name': 'tiny-e5',
    'model.batch': 32,
  });
  t.span('ml-ranker', 'GET features', 'client', server, at + 6 + duration * 0.5, duration * 0.2, {
    'db.system.name': 'redis',
    'db.query.text': 'MGET f:1 f:2 f:3',
  });
  t.span('ml-ranker', 'POST /rank http send', 'internal', server, at + duration - 1, 0.2);
  return t;
}

export function anyTrace(rng, at) {
  const make = rng.weighted([
    [() => placeOrder(rng, at), 25],
    [() => simple(rng, at, '/hello', 250, 200), 20],
    [() => simple(rng, at, '/calculate', 420, 200), 15],
    [() => simple(rng, at, '/error', 80, rng.chance(0.5) ? 500 : 200), 10],
    [() => simple(rng, at, '/missing', 4, 404), 8],
    [() => rankWithUnknownCaller(rng, at), 10],
  ]);
  return make();
}

/** 50,000 spans, some chains very deep, to prove that the waterfall does not mind. */
export function hugeTrace(rng, at, count = 50_000) {
  const t = new TraceBuilder(rng, '5'.repeat(32));
  const root = t.span('storefront', 'nightly re-index', 'internal', null, at, 60_000, { 'batch.size': count });
  const parents = [root];
  const services = ['checkout', 'inventory', 'payments', 'shipping'];
  for (let i = 1; i < count; i++) {
    const parent =
      i % 500 === 0
        ? root
        : parents[Math.floor(rng.next() * Math.min(parents.length, 400)) + Math.max(0, parents.length - 400)];
    const start = Number(BigInt(parent.startTimeUnixNano) / 1000n) / 1000;
    const end = Number(BigInt(parent.endTimeUnixNano) / 1000n) / 1000;
    const from = start + (end - start) * rng.next() * 0.7;
    const span = t.span(
      parent === root ? rng.pick(services) : parent.serviceName,
      rng.pick(['index document', 'tokenise', 'SELECT document', 'write segment', 'flush']),
      'internal',
      parent,
      from,
      Math.max(0.001, (end - from) * rng.next()),
      { 'document.id': i },
    );
    if (rng.chance(0.0008)) span.status = { code: 2, message: 'checksum mismatch' };
    if (parents.length < 20_000) parents.push(span);
  }
  return t;
}
