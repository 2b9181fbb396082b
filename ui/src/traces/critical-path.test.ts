import { describe, expect, it } from 'vitest';
import { span } from '../testing/spans';
import { criticalPath } from './critical-path';
import { buildTree } from './tree';

const path = (...sketches: Parameters<typeof span>[0][]) => {
  const tree = buildTree(sketches.map(span));
  return criticalPath(tree).map((segment) => [
    tree.nodes[segment.node]!.span.spanId,
    segment.start / 1e6,
    segment.end / 1e6,
  ]);
};

describe('criticalPath', () => {
  it('is the root alone without children', () => {
    expect(path({ id: 'r', from: 0, to: 10 })).toEqual([['r', 0, 10]]);
  });

  it('takes the child that finished last and the gaps of the parent', () => {
    // Work on paper: r waits for b (40–90), b ran beside a (10–60) and began at 40; before 40, a ends too late
    // to have been waited for, so that r's own time is 0–40.
    expect(
      path(
        { id: 'r', from: 0, to: 100 },
        { id: 'a', parent: 'r', from: 10, to: 60 },
        { id: 'b', parent: 'r', from: 40, to: 90 },
      ),
    ).toEqual([
      ['r', 0, 40],
      ['b', 40, 90],
      ['r', 90, 100],
    ]);
  });

  it('follows one child after the other, and into them', () => {
    expect(
      path(
        { id: 'r', from: 0, to: 100 },
        { id: 'a', parent: 'r', from: 0, to: 40 },
        { id: 'b', parent: 'r', from: 50, to: 100 },
        { id: 'c', parent: 'b', from: 60, to: 80 },
      ),
    ).toEqual([
      ['a', 0, 40],
      ['r', 40, 50],
      ['b', 50, 60],
      ['c', 60, 80],
      ['b', 80, 100],
    ]);
  });

  it('leaves out a child that outlived its parent: nobody waited for it', () => {
    expect(path({ id: 'r', from: 0, to: 50 }, { id: 'fire-and-forget', parent: 'r', from: 20, to: 90 })).toEqual([
      ['r', 0, 50],
    ]);
  });

  it('covers the whole root without holes or overlap', () => {
    const segments = path(
      { id: 'r', from: 0, to: 100 },
      ...[0, 1, 2, 3, 4, 5].map((i) => ({ id: `c${i}`, parent: 'r', from: i * 13, to: i * 13 + 20 })),
    );
    let at = 0;
    for (const [, from, to] of segments) {
      expect(from).toBe(at);
      at = to as number;
    }
    expect(at).toBe(100);
  });
});
