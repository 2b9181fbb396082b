import { describe, expect, it } from 'vitest';
import { span } from '../testing/spans';
import { buildTree, pathTo } from './tree';

const names = (tree: ReturnType<typeof buildTree>) => tree.order.map((index) => tree.nodes[index]!.span.spanId);

describe('buildTree', () => {
  it('orders children by start, whatever order they arrived in', () => {
    const tree = buildTree([
      span({ id: 'late', parent: 'root', from: 60, to: 90 }),
      span({ id: 'root', from: 0, to: 100 }),
      span({ id: 'early', parent: 'root', from: 10, to: 50 }),
      span({ id: 'inner', parent: 'early', from: 20, to: 30 }),
    ]);
    expect(names(tree)).toEqual(['root', 'early', 'inner', 'late']);
    expect(tree.nodes[3]).toMatchObject({ depth: 2, start: 20e6, duration: 10e6 });
    expect(tree.duration).toBe(100e6);
    expect(tree.nodes[1]!.descendants).toBe(3);
  });

  it('makes a span whose parent never arrived a root and says so', () => {
    const tree = buildTree([span({ id: 'a', parent: 'gone', from: 5, to: 9 }), span({ id: 'b', from: 0, to: 4 })]);
    expect(tree.roots.map((index) => tree.nodes[index]!.span.spanId)).toEqual(['b', 'a']);
    expect(tree.nodes[0]!.orphan).toBe(true);
    expect(tree.nodes[1]!.orphan).toBe(false);
  });

  it('shows every span of a cycle once', () => {
    const tree = buildTree([
      span({ id: 'a', parent: 'b', from: 0, to: 1 }),
      span({ id: 'b', parent: 'a', from: 0, to: 1 }),
      span({ id: 'self', parent: 'self', from: 0, to: 1 }),
    ]);
    expect(names(tree).toSorted()).toEqual(['a', 'b', 'self']);
  });

  it('keeps both of two spans with the same id', () => {
    const tree = buildTree([
      span({ id: 'r', from: 0, to: 9 }),
      span({ id: 'x', parent: 'r', from: 1, to: 2 }),
      span({ id: 'x', parent: 'r', from: 3, to: 4 }),
    ]);
    expect(tree.order).toHaveLength(3);
    expect(tree.bySpanId.get('x')).toBe(1);
  });

  it('treats a parent id of zeros as none', () => {
    const tree = buildTree([span({ id: 'r', parent: '0000000000000000', from: 0, to: 1 })]);
    expect(tree.nodes[0]!.orphan).toBe(false);
  });

  it('walks a chain of 50,000 spans without running out of stack', () => {
    const chain = Array.from({ length: 50_000 }, (_, i) =>
      span({ id: `s${i}`, parent: i === 0 ? '' : `s${i - 1}`, from: 0, to: 10, error: i === 49_999 }),
    );
    const tree = buildTree(chain);
    expect(tree.nodes[49_999]!.depth).toBe(49_999);
    expect(tree.nodes[0]!.descendants).toBe(49_999);
    expect(tree.nodes[0]!.errorBelow).toBe(true);
    expect(pathTo(tree, 49_999)).toHaveLength(50_000);
  });

  it('answers for an empty trace', () => {
    expect(buildTree([])).toMatchObject({ order: [], roots: [], duration: 1 });
  });
});
