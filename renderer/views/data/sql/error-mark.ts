import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import type { TextRange } from './error-position.ts';

/** Puts the mark of an error somewhere, or takes it away. */
export const setErrorMark = StateEffect.define<TextRange | null>();

const mark = Decoration.mark({ class: 'cm-sqlError', attributes: { title: 'The error is here' } });
const lineMark = Decoration.line({ class: 'cm-sqlErrorLine' });

/** Underlines what an error is about, until the text changes. */
export const errorMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects) {
      if (!effect.is(setErrorMark)) continue;
      const range = effect.value;
      if (range === null) next = Decoration.none;
      else {
        const line = transaction.state.doc.lineAt(range.from);
        next = Decoration.set([
          lineMark.range(line.from),
          ...(range.to > range.from ? [mark.range(range.from, range.to)] : []),
        ]);
      }
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});
