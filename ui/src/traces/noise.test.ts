import { describe, expect, it } from 'vitest';
import { span } from '../testing/spans';
import { findNoise } from './noise';
import { waterfallRows } from './rows';
import { buildTree } from './tree';

const query = (i: number, error = false) =>
  span({ id: `q${i}`, parent: 'server', name: 'SELECT stock', kind: 3, from: 10 + i, to: 10.5 + i, error });
const spans = [
  span({ id: 'server', name: 'GET /stock', kind: 2, from: 0, to: 100 }),
  span({ id: 'in', parent: 'server', name: 'GET /stock http receive', from: 1, to: 2 }),
  ...[0, 1, 2, 3, 4].map((i) => query(i)),
  query(5, true),
  span({ id: 'out1', parent: 'server', name: 'GET /stock http send', from: 98, to: 99 }),
  span({ id: 'out2', parent: 'server', name: 'GET /stock http send', from: 99, to: 100 }),
];
const none = { collapsed: new Set<number>(), openFolds: new Set<string>(), showNoise: false };

describe('findNoise', () => {
  it('hides ASGI halves and folds repeated leaves, never a failed one', () => {
    const noise = findNoise(buildTree(spans));
    expect(noise.hidden.size).toBe(3);
    expect(noise.folds).toHaveLength(1);
    expect(noise.folds[0]).toMatchObject({ name: 'SELECT stock', start: 10e6, end: 14.5e6, total: 2.5e6 });
    expect(noise.folds[0]!.members).toHaveLength(5);
    // 3 ASGI spans, and 5 queries of which one row remains.
    expect(noise.hiddenCount).toBe(7);
  });

  it('leaves three equal siblings alone', () => {
    expect(findNoise(buildTree([spans[0]!, query(0), query(1), query(2)])).hiddenCount).toBe(0);
  });

  it('does not hide an ASGI span that failed or has children', () => {
    const tree = buildTree([
      span({ id: 'a', name: 'GET / http send', from: 0, to: 9, error: true }),
      span({ id: 'b', name: 'GET / http send', from: 0, to: 9 }),
      span({ id: 'c', parent: 'b', from: 1, to: 2 }),
    ]);
    expect(findNoise(tree).hidden.size).toBe(0);
  });
});

describe('waterfallRows', () => {
  const tree = buildTree(spans);
  const noise = findNoise(tree);
  it('shows the server, one fold and the failed query', () => {
    expect(waterfallRows(tree, noise, none).map((row) => row.kind)).toEqual(['span', 'fold', 'span']);
  });
  it('opens a fold to its members', () => {
    const rows = waterfallRows(tree, noise, { ...none, openFolds: new Set([noise.folds[0]!.id]) });
    expect(rows.filter((row) => row.kind === 'span' && row.member)).toHaveLength(5);
  });
  it('shows everything when asked', () => {
    expect(waterfallRows(tree, noise, { ...none, showNoise: true })).toHaveLength(spans.length);
  });
  it('shows nothing below a collapsed span', () => {
    expect(waterfallRows(tree, noise, { ...none, collapsed: new Set([0]) })).toHaveLength(1);
  });
});
