import { ensureSyntaxTree, LRLanguage } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { parser } from '@prometheus-io/lezer-promql';
import { expect, it } from 'vitest';
import { selectorAround } from './selector';

/** `|` is the cursor. */
function around(text: string): string | null {
  const at = text.indexOf('|');
  const state = EditorState.create({ doc: text.replace('|', ''), extensions: [LRLanguage.define({ parser })] });
  ensureSyntaxTree(state, state.doc.length, 1000);
  return selectorAround(state, at);
}

it.each([
  ['up{|}', 'up'],
  ['up{job="a", ins|}', 'up{job="a"}'],
  ['up{job="a", instance="|"}', 'up{job="a"}'],
  ['rate(up{job=~"a.*", x="|"}[5m])', 'up{job=~"a.*"}'],
  ['{job="a", x="|"}', '{job="a"}'],
  ['sum by (|) (rate(up{job="a"}[5m]))', 'up{job="a"}'],
  ['a{x="1"} + b{y="|"}', 'b'],
  ['u|', null],
  ['{|}', null],
])('%s is narrowed by %j', (text, selector) => expect(around(text)).toBe(selector));
