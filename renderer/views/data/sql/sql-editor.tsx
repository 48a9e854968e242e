import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  completionStatus,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { PostgreSQL, sql, type SQLNamespace } from '@codemirror/lang-sql';
import { bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import type { TextRange } from './error-position.ts';
import { errorMark, setErrorMark } from './error-mark.ts';
import styles from './sql-console.module.css';
import { sqlName } from './sql-session.ts';
import { sqlHighlight, sqlTheme } from './sql-theme.ts';

type Tables = OutputOf<'data.sqlTables'>['tables'];

export interface SqlEditorProps {
  readonly value: string;
  readonly tables: Tables;
  /** Where the last error is; null: nowhere. */
  readonly error: TextRange | null;
  readonly onChange: (text: string) => void;
  /** Runs the text, which starts at `offset` of the whole: what is selected, or all of it. */
  readonly onRun: (text: string, offset: number) => void;
  readonly onLeave: () => void;
  /** Gives a function that writes at the cursor. */
  readonly onReady: (insert: (text: string) => void) => void;
}

/** A dot in a name would be read as a schema and a table. */
const keyOf = (name: string): string => name.replaceAll('.', '\\.');

function namespaceOf(tables: Tables): SQLNamespace {
  return Object.fromEntries(
    tables.map(({ name, columns }) => [
      keyOf(name),
      {
        self: { label: name, type: 'type', apply: sqlName(name) },
        children: columns.map((column) => ({
          label: column.name,
          type: 'property',
          detail: column.type,
          apply: sqlName(column.name),
        })),
      },
    ]),
  );
}

const language = (tables: Tables) => sql({ dialect: PostgreSQL, schema: namespaceOf(tables) });

function runKey(view: EditorView, run: SqlEditorProps['onRun']): boolean {
  closeCompletion(view);
  const { from, to, empty } = view.state.selection.main;
  const text = view.state.doc.toString();
  if (empty || text.slice(from, to).trim() === '') run(text, 0);
  else run(text.slice(from, to), from);
  return true;
}

/** An editor for SQL: Ctrl+Enter runs, Escape closes the completions and then leaves. */
export function SqlEditor(props: SqlEditorProps) {
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const languagePart = useRef(new Compartment());
  const { value, tables, error } = props;

  useEffect(() => {
    const now = latest.current;
    const editor = new EditorView({
      parent: frame.current!,
      state: EditorState.create({
        doc: now.value,
        extensions: [
          lineNumbers(),
          history(),
          bracketMatching(),
          closeBrackets(),
          autocompletion({ icons: false }),
          languagePart.current.of(language(now.tables)),
          syntaxHighlighting(sqlHighlight),
          sqlTheme,
          errorMark,
          placeholder('select * from …'),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': 'SQL query' }),
          Prec.highest(
            keymap.of([
              { key: 'Mod-Enter', run: (on) => runKey(on, latest.current.onRun) },
              {
                key: 'Escape',
                run: (on) => {
                  if (completionStatus(on.state) !== null) return false;
                  latest.current.onLeave();
                  return true;
                },
              },
            ]),
          ),
          keymap.of([
            ...completionKeymap,
            ...closeBracketsKeymap,
            ...historyKeymap,
            indentWithTab,
            ...defaultKeymap,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    now.onReady((text) => {
      editor.dispatch(editor.state.replaceSelection(text));
      editor.focus();
    });
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== value)
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({ effects: languagePart.current.reconfigure(language(tables)) });
  }, [tables]);
  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const length = editor.state.doc.length;
    const range = error && { from: Math.min(error.from, length), to: Math.min(error.to, length) };
    editor.dispatch({ effects: setErrorMark.of(range) });
  }, [error]);

  return <div ref={frame} className={styles.editor} />;
}
