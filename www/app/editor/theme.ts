/** The editor in the page's colours; both themes come from `color-scheme`. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const look = EditorView.theme({
  '&': { color: 'var(--sb-text)', backgroundColor: 'var(--sb-surface)', fontSize: '12px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--sb-mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--sb-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--sb-text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--sb-accent) 28%, transparent)',
  },
  '.cm-gutters': { backgroundColor: 'var(--sb-surface-2)', color: 'var(--sb-text-2)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--sb-accent) 7%, transparent)' },
  '.cm-placeholder': { color: 'var(--sb-text-2)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--sb-surface)',
    color: 'var(--sb-text)',
    border: '1px solid var(--sb-border)',
    borderRadius: '6px',
    boxShadow: 'var(--sb-shadow)',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--sb-accent-tint)',
    color: 'var(--sb-text)',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'color-mix(in srgb, var(--sb-accent) 22%, transparent)' },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'light-dark(#8a2a8f, #d29bd8)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'light-dark(#2f6f3e, #8fcf9f)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'light-dark(#1d5fa8, #78b1ee)' },
  { tag: [tags.comment], color: 'var(--sb-text-2)', fontStyle: 'italic' },
  { tag: [tags.function(tags.variableName), tags.propertyName], color: 'light-dark(#8a5200, #e6b872)' },
  { tag: [tags.heading], fontWeight: '600', color: 'var(--sb-accent)' },
  { tag: [tags.link, tags.url], color: 'var(--sb-accent)' },
  { tag: [tags.strong], fontWeight: '600' },
  { tag: [tags.emphasis], fontStyle: 'italic' },
]);

export const theme = [look, syntaxHighlighting(colours)];
