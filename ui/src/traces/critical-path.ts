// The critical path: the chain of work that decided when the trace ended. Walking back from the end of
// a span, the child that finished last before that moment is what was waited for; the gaps between are
// the span's own time. Shortening anything off this path would not have ended the trace sooner.

import type { TraceTree } from './tree';

export interface Segment {
  node: number;
  /** Offsets from the start of the trace, nanoseconds. */
  start: number;
  end: number;
}

export function criticalPath(tree: TraceTree): Segment[] {
  const last = lastRoot(tree);
  if (last < 0) return [];
  const segments: Segment[] = [];
  const root = tree.nodes[last]!;
  const stack: { node: number; until: number }[] = [{ node: last, until: root.start + root.duration }];
  while (stack.length > 0) {
    const { node: index, until } = stack.pop()!;
    const node = tree.nodes[index]!;
    let cursor = Math.min(until, node.start + node.duration);
    const byEnd = node.children
      .map((child) => tree.nodes[child]!)
      .sort((a, b) => b.start + b.duration - (a.start + a.duration));
    for (const child of byEnd) {
      const end = child.start + child.duration;
      if (end > cursor || child.start < node.start || child.duration === 0) continue;
      if (end < cursor) segments.push({ node: index, start: end, end: cursor });
      stack.push({ node: child.index, until: end });
      cursor = child.start;
    }
    if (cursor > node.start) segments.push({ node: index, start: node.start, end: cursor });
  }
  return segments.sort((a, b) => a.start - b.start);
}

function lastRoot(tree: TraceTree): number {
  let best = -1;
  let latest = -1;
  for (const index of tree.roots) {
    const node = tree.nodes[index]!;
    if (node.start + node.duration > latest) {
      latest = node.start + node.duration;
      best = index;
    }
  }
  return best;
}
