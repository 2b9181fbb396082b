// The rows of a waterfall, flat, so that only those in sight are drawn.

import type { LogRecord } from '../api/wire';
import type { Fold, Noise } from './noise';
import type { TraceTree } from './tree';

export type WaterfallRow =
  | { kind: 'span'; node: number; depth: number; member: boolean }
  | { kind: 'fold'; fold: Fold; depth: number; open: boolean }
  | { kind: 'log'; record: LogRecord; node: number; depth: number; start: number };

export interface RowChoices {
  collapsed: ReadonlySet<number>;
  openFolds: ReadonlySet<string>;
  showNoise: boolean;
  /** Log records to interleave, by the index of the span that wrote them. */
  logs?: ReadonlyMap<number, { record: LogRecord; start: number }[]>;
}

export function waterfallRows(tree: TraceTree, noise: Noise, choices: RowChoices): WaterfallRow[] {
  const rows: WaterfallRow[] = [];
  const seenFolds = new Set<string>();
  const stack = tree.roots.toReversed();
  while (stack.length > 0) {
    const node = tree.nodes[stack.pop()!]!;
    if (!choices.showNoise && noise.hidden.has(node.index)) continue;
    const fold = choices.showNoise ? undefined : noise.folded.get(node.index);
    if (fold) {
      if (seenFolds.has(fold.id)) continue;
      seenFolds.add(fold.id);
      pushFold(rows, tree, fold, choices);
      continue;
    }
    rows.push({ kind: 'span', node: node.index, depth: node.depth, member: false });
    pushLogs(rows, node.index, node.depth + 1, choices);
    if (choices.collapsed.has(node.index)) continue;
    for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i]!);
  }
  return rows;
}

function pushFold(rows: WaterfallRow[], tree: TraceTree, fold: Fold, choices: RowChoices): void {
  const depth = tree.nodes[fold.members[0]!]!.depth;
  const open = choices.openFolds.has(fold.id);
  rows.push({ kind: 'fold', fold, depth, open });
  if (!open) return;
  for (const member of fold.members) {
    rows.push({ kind: 'span', node: member, depth: depth + 1, member: true });
    pushLogs(rows, member, depth + 2, choices);
  }
}

function pushLogs(rows: WaterfallRow[], node: number, depth: number, choices: RowChoices): void {
  for (const { record, start } of choices.logs?.get(node) ?? []) rows.push({ kind: 'log', record, node, depth, start });
}
