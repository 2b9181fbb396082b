// What is already known about the selector around the cursor: it narrows labels and values to what can match.

import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import {
  AggregateExpr,
  GroupingLabels,
  Identifier,
  LabelMatchers,
  QuotedLabelMatcher,
  QuotedLabelName,
  UnquotedLabelMatcher,
  VectorSelector,
} from '@prometheus-io/lezer-promql';

const MATCHERS: ReadonlySet<number> = new Set([UnquotedLabelMatcher, QuotedLabelMatcher, QuotedLabelName]);

/** A selector for `match[]` without the matcher that is being typed; null when nothing is known yet. */
export function selectorAround(state: EditorState, position: number): string | null {
  for (let node: SyntaxNode | null = syntaxTree(state).resolveInner(position, -1); node; node = node.parent) {
    if (node.type.id === VectorSelector) return known(state, node, position);
    if (node.type.id === GroupingLabels) return grouped(state, node);
  }
  return null;
}

function known(state: EditorState, selector: SyntaxNode, position: number): string | null {
  const metric = selector.getChild(Identifier);
  const name = metric && metric.to < position ? state.sliceDoc(metric.from, metric.to) : '';
  const matchers: string[] = [];
  for (let node = selector.getChild(LabelMatchers)?.firstChild ?? null; node; node = node.nextSibling) {
    const typing = node.from <= position && position <= node.to;
    if (MATCHERS.has(node.type.id) && !typing && !broken(node)) matchers.push(state.sliceDoc(node.from, node.to));
  }
  const telling = matchers.filter((each) => !/["'`]{2}$/.test(each));
  if (!name && telling.length === 0) return null;
  return telling.length > 0 ? `${name}{${telling.join(',')}}` : name;
}

function broken(node: SyntaxNode): boolean {
  let found = false;
  node.cursor().iterate((each) => {
    found ||= each.type.isError;
  });
  return found;
}

/** `sum by (…) (…)`: the labels of the first selector inside. */
function grouped(state: EditorState, labels: SyntaxNode): string | null {
  let aggregation: SyntaxNode | null = labels;
  while (aggregation && aggregation.type.id !== AggregateExpr) aggregation = aggregation.parent;
  let found: string | null = null;
  aggregation?.cursor().iterate((each) => {
    if (found !== null || each.type.id !== VectorSelector) return found === null;
    if (!broken(each.node)) found = state.sliceDoc(each.from, each.to);
    return false;
  });
  return found;
}
