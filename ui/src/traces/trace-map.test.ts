import { describe, expect, it } from 'vitest';
import { span } from '../testing/spans';
import { traceMap } from './trace-map';
import { buildTree } from './tree';

describe('traceMap', () => {
  it('draws callers, a database, a queue, and infers a client that never sent its span', () => {
    const map = traceMap(
      buildTree([
        span({ id: 'web', parent: 'browser', service: 'web', kind: 2, from: 0, to: 1000 }),
        span({ id: 'call', parent: 'web', service: 'web', kind: 3, from: 100, to: 500 }),
        span({ id: 'api', parent: 'call', service: 'api', kind: 2, from: 120, to: 480, error: true }),
        span({
          id: 'sql',
          parent: 'api',
          service: 'api',
          kind: 3,
          from: 130,
          to: 140,
          attributes: { 'db.system': 'postgresql', 'db.name': 'shop' },
        }),
        span({
          id: 'send',
          parent: 'api',
          service: 'api',
          kind: 4,
          from: 150,
          to: 151,
          attributes: { 'messaging.system': 'kafka', 'messaging.destination.name': 'orders' },
        }),
      ]),
    );
    expect(map.nodes.map((node) => `${node.type}:${node.label}`).toSorted()).toEqual([
      'client:client (inferred)',
      'database:shop',
      'messaging:orders',
      'service:api',
      'service:web',
    ]);
    const edge = (source: string, target: string) =>
      map.edges.find((each) => each.source === source && each.target === target);
    expect(edge('service:web', 'service:api')).toMatchObject({ requests: 1, error_rate: 1, p95: 360, req_rate: 1 });
    expect(edge('client:web', 'service:web')).toMatchObject({ requests: 1, error_rate: 0 });
    expect(edge('service:api', 'database:shop')?.p95).toBe(10);
    expect(edge('service:api', 'messaging:orders')?.requests).toBe(1);
    expect(map.edges).toHaveLength(4);
  });
});
