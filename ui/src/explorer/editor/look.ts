// How the editor looks: the variables of the page reach into its shadow root.

import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export const look = EditorView.theme({
  '&': { fontSize: '13px', color: 'var(--text)', background: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '20px', maxHeight: '180px', overflow: 'auto' },
  '.cm-content': { padding: '5px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 6px 0 4px' },
  '.cm-placeholder': { color: 'var(--text-3)' },
  '.cm-content ::selection': { background: 'color-mix(in srgb, var(--accent) 30%, transparent)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    background: 'color-mix(in srgb, var(--accent) 22%, transparent)',
    color: 'inherit',
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': { background: 'none', color: 'var(--error)' },
  // The library's squiggle is a data: image, which the page's policy refuses.
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--error) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintPoint': { '&:after': { borderBottomColor: 'var(--error)' } },
  '.cm-tooltip': {
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
    background: 'var(--raised)',
    color: 'var(--text)',
    boxShadow: 'var(--shadow)',
    zIndex: '40',
  },
  '.cm-tooltip-lint, .cm-tooltip-hover': { fontFamily: 'var(--font)', fontSize: '12px', maxWidth: '440px' },
  '.cm-tooltip-lint': { padding: '0', margin: '0' },
  '.cm-diagnostic': { padding: '5px 9px', margin: '0' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--error)' },
  '.about-metric': { padding: '6px 10px', display: 'grid', gap: '2px' },
  '.about-metric b': { fontFamily: 'var(--mono)' },
  '.about-metric span': { color: 'var(--text-2)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mono)',
    fontSize: '12px',
    maxHeight: '280px',
    minWidth: '260px',
    borderRadius: '6px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    padding: '2px 10px',
    lineHeight: '20px',
    display: 'flex',
    gap: '16px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--accent-soft)',
    color: 'var(--text)',
  },
  '.cm-completionLabel': { flex: '1', overflow: 'hidden', textOverflow: 'ellipsis', maxWidth: 'min(520px, 70vw)' },
  '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--accent)', fontWeight: '600' },
  '.cm-completionDetail': { color: 'var(--text-3)', fontStyle: 'normal', marginLeft: '0' },
  '.cm-completionInfo': {
    padding: '7px 10px',
    fontFamily: 'var(--font)',
    fontSize: '12px',
    maxWidth: '320px',
    color: 'var(--text-2)',
  },
});

export const colours = HighlightStyle.define([
  { tag: tags.variableName, color: 'var(--text)', fontWeight: '550' },
  { tag: tags.function(tags.variableName), color: 'var(--accent)' },
  { tag: [tags.operatorKeyword, tags.modifier, tags.logicOperator], color: 'var(--json-key)' },
  { tag: tags.labelName, color: 'var(--json-other)' },
  { tag: tags.string, color: 'var(--json-string)' },
  { tag: tags.number, color: 'var(--json-number)' },
  { tag: [tags.operator, tags.arithmeticOperator, tags.paren, tags.squareBracket, tags.brace], color: 'var(--text-2)' },
  { tag: tags.comment, color: 'var(--text-3)', fontStyle: 'italic' },
]);
