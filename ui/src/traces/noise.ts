// Spans that hide the story: ASGI's send/receive halves of one request, and the same leaf call
// repeated many times by one parent (`SELECT … ×48`). They are folded, counted and one click away;
// a span with an error is never folded.

import type { SpanNode, TraceTree } from './tree';

/** This many equal leaf siblings become one row. */
export const FOLD_AT = 4;

export interface Fold {
  /** Stable within one trace: parent and first member. */
  id: string;
  parent: number;
  name: string;
  members: number[];
  start: number;
  end: number;
  /** Sum of the members' durations, nanoseconds. */
  total: number;
}

export interface Noise {
  /** Node indexes that are hidden outright. */
  hidden: Set<number>;
  /** Member node index → its fold. */
  folded: Map<number, Fold>;
  folds: Fold[];
  /** Rows that are not shown because of all this. */
  hiddenCount: number;
}

const ASGI = / (?:http|websocket) (?:send|receive)$/;

export function isAsgiNoise(node: SpanNode): boolean {
  return node.children.length === 0 && !node.error && ASGI.test(node.span.name);
}

export function findNoise(tree: TraceTree): Noise {
  const hidden = new Set<number>();
  const folded = new Map<number, Fold>();
  const folds: Fold[] = [];
  for (const node of tree.nodes) if (isAsgiNoise(node)) hidden.add(node.index);
  for (const parent of tree.nodes) {
    if (parent.children.length < FOLD_AT) continue;
    for (const members of repeatedLeaves(tree, parent, hidden)) {
      const fold = newFold(tree, parent.index, members);
      folds.push(fold);
      for (const member of members) folded.set(member, fold);
    }
  }
  const hiddenCount = hidden.size + folds.reduce((sum, fold) => sum + fold.members.length - 1, 0);
  return { hidden, folded, folds, hiddenCount };
}

function repeatedLeaves(tree: TraceTree, parent: SpanNode, hidden: ReadonlySet<number>): number[][] {
  const groups = new Map<string, number[]>();
  for (const index of parent.children) {
    const node = tree.nodes[index]!;
    if (hidden.has(index) || node.error || node.children.length > 0) continue;
    const key = `${node.span.serviceName}\u0000${node.span.kind}\u0000${node.span.name}`;
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  }
  return [...groups.values()].filter((group) => group.length >= FOLD_AT);
}

function newFold(tree: TraceTree, parent: number, members: number[]): Fold {
  const nodes = members.map((index) => tree.nodes[index]!);
  return {
    id: `${parent}:${members[0]}`,
    parent,
    name: nodes[0]!.span.name,
    members,
    start: nodes.reduce((least, node) => Math.min(least, node.start), Infinity),
    end: nodes.reduce((most, node) => Math.max(most, node.start + node.duration), 0),
    total: nodes.reduce((sum, node) => sum + node.duration, 0),
  };
}
