import { expect, it } from 'vitest';
import { span } from '../testing/spans';
import { findSpans } from './search';

it('finds spans by name, service and attribute, ignoring case', () => {
  const spans = [
    span({ id: 'a', name: 'GET /Orders', from: 0, to: 1 }),
    span({ id: 'b', service: 'orders', from: 0, to: 1 }),
    span({ id: 'c', from: 0, to: 1, attributes: { 'db.query.text': 'select * from ORDERS' } }),
    span({ id: 'd', from: 0, to: 1 }),
  ];
  expect([...findSpans(spans, ' orders ')!]).toEqual([0, 1, 2]);
  expect(findSpans(spans, '  ')).toBeNull();
  expect(findSpans(spans, 'nothing')!.size).toBe(0);
});
