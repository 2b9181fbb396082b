// A trace as a tree: parents found by id, children in the order they started. Tolerates what real
// traces bring: missing parents, several roots, duplicate ids, cycles, children outside their parent.
// Iterative throughout, because a chain of 50,000 spans is a legal trace.

import type { Span } from '../api/wire';
import { isError } from '../telemetry/spans';
import { nanosBetween, toNanos } from '../time/nanos';

export interface SpanNode {
  index: number;
  span: Span;
  /** Index of the parent node, -1 for a root. */
  parent: number;
  depth: number;
  children: number[];
  /** Offset from the start of the trace, nanoseconds. */
  start: number;
  duration: number;
  error: boolean;
  /** The parent id names a span that never arrived. */
  orphan: boolean;
  descendants: number;
  /** An error anywhere below. */
  errorBelow: boolean;
}

export interface TraceTree {
  nodes: SpanNode[];
  roots: number[];
  /** Depth-first order of node indexes. */
  order: number[];
  start: bigint;
  /** From the first start to the last end, nanoseconds; at least 1 so that it can divide. */
  duration: number;
  bySpanId: Map<string, number>;
}

export function buildTree(spans: readonly Span[]): TraceTree {
  const start = earliest(spans);
  const nodes = spans.map((span, index) => newNode(span, index, start));
  const bySpanId = new Map<string, number>();
  for (const node of nodes) if (!bySpanId.has(node.span.spanId)) bySpanId.set(node.span.spanId, node.index);
  linkParents(nodes, bySpanId);
  breakCycles(nodes);
  for (const node of nodes) if (node.parent >= 0) nodes[node.parent]!.children.push(node.index);
  const byStart = (a: number, b: number) => nodes[a]!.start - nodes[b]!.start || a - b;
  for (const node of nodes) node.children.sort(byStart);
  const roots = nodes.filter((node) => node.parent < 0).map((node) => node.index);
  roots.sort(byStart);
  const order = depthFirst(nodes, roots);
  sumUp(nodes, order);
  const end = nodes.reduce((latest, node) => Math.max(latest, node.start + node.duration), 0);
  return { nodes, roots, order, start, duration: Math.max(1, end), bySpanId };
}

function earliest(spans: readonly Span[]): bigint {
  let first: bigint | null = null;
  for (const span of spans) {
    const at = toNanos(span.startTimeUnixNano);
    if (first === null || at < first) first = at;
  }
  return first ?? 0n;
}

function newNode(span: Span, index: number, traceStart: bigint): SpanNode {
  return {
    index,
    span,
    parent: -1,
    depth: 0,
    children: [],
    start: nanosBetween(traceStart, span.startTimeUnixNano),
    duration: Math.max(0, nanosBetween(span.startTimeUnixNano, span.endTimeUnixNano)),
    error: isError(span),
    orphan: false,
    descendants: 0,
    errorBelow: false,
  };
}

function linkParents(nodes: SpanNode[], bySpanId: Map<string, number>): void {
  for (const node of nodes) {
    const parentId = node.span.parentSpanId;
    if (!parentId || /^0*$/.test(parentId)) continue;
    const parent = bySpanId.get(parentId);
    if (parent === undefined) node.orphan = true;
    else if (parent !== node.index) node.parent = parent;
  }
}

/** A span that is its own ancestor becomes a root. */
function breakCycles(nodes: SpanNode[]): void {
  const settled = new Uint8Array(nodes.length);
  for (const node of nodes) {
    const path: number[] = [];
    const onPath = new Set<number>();
    let at = node.index;
    while (at >= 0 && !settled[at]) {
      if (onPath.has(at)) {
        nodes[at]!.parent = -1;
        break;
      }
      onPath.add(at);
      path.push(at);
      at = nodes[at]!.parent;
    }
    for (const each of path) settled[each] = 1;
  }
}

function depthFirst(nodes: SpanNode[], roots: readonly number[]): number[] {
  const order: number[] = [];
  const stack = roots.toReversed();
  while (stack.length > 0) {
    const node = nodes[stack.pop()!]!;
    node.depth = node.parent < 0 ? 0 : nodes[node.parent]!.depth + 1;
    order.push(node.index);
    for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i]!);
  }
  return order;
}

function sumUp(nodes: SpanNode[], order: readonly number[]): void {
  for (let i = order.length - 1; i >= 0; i--) {
    const node = nodes[order[i]!]!;
    if (node.parent < 0) continue;
    const parent = nodes[node.parent]!;
    parent.descendants += node.descendants + 1;
    parent.errorBelow ||= node.error || node.errorBelow;
  }
}

/** The nodes from the root down to and including this one. */
export function pathTo(tree: TraceTree, index: number): number[] {
  const path: number[] = [];
  for (let at = index; at >= 0; at = tree.nodes[at]!.parent) path.push(at);
  return path.reverse();
}
