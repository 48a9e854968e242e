import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The editor in the tokens of the window, which tell light from dark by themselves. */
export const sqlTheme = EditorView.theme({
  '&': {
    height: '100%',
    backgroundColor: 'var(--assay-surface)',
    color: 'var(--assay-text)',
    fontSize: '13px',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    lineHeight: '1.6',
  },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--assay-text)' },
  '.cm-line': { padding: '0 14px 0 6px' },
  '.cm-cursor': { borderLeftColor: 'var(--assay-text)' },
  '.cm-gutters': {
    border: 'none',
    backgroundColor: 'var(--assay-surface)',
    color: 'var(--assay-text-muted)',
  },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '40px', padding: '0 10px 0 12px' },
  '.cm-placeholder': { color: 'var(--assay-text-muted)' },
  '.cm-content ::selection': {
    backgroundColor: 'color-mix(in srgb, var(--assay-accent) 30%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--assay-accent-soft)',
    outline: '1px solid var(--assay-accent)',
  },
  '.cm-sqlErrorLine': { backgroundColor: 'var(--assay-bad-soft)' },
  '.cm-sqlError': {
    textDecoration: 'underline wavy var(--assay-bad)',
    textUnderlineOffset: '3px',
  },
  '.cm-tooltip': {
    border: '1px solid var(--assay-border)',
    borderRadius: '6px',
    backgroundColor: 'var(--assay-surface)',
    boxShadow: 'var(--assay-shadow)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    fontSize: '12.5px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    gap: '24px',
    padding: '3px 10px',
    color: 'var(--assay-text)',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--assay-selected)',
    color: 'var(--assay-text)',
  },
  '.cm-completionDetail': {
    flex: '1',
    color: 'var(--assay-text-muted)',
    fontStyle: 'normal',
    textAlign: 'right',
  },
  '.cm-completionMatchedText': { fontWeight: '700', textDecoration: 'none' },
});

export const sqlHighlight = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.operatorKeyword],
    color: 'var(--assay-accent-text)',
    fontWeight: '600',
  },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--assay-good)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--assay-warn)' },
  { tag: tags.comment, color: 'var(--assay-text-muted)', fontStyle: 'italic' },
  { tag: tags.typeName, color: 'var(--assay-accent-text)' },
]);
