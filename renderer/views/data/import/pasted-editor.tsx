import { TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { columnTypes, type ColumnType } from '../../../../core/contract/common.ts';
import { formatBytes, formatCount } from '../../../components/format.ts';
import styles from './import-editor.module.css';
import preview from './import-preview.module.css';
import { looksLikeHeader, parsePasted, type PastedTable } from './parse-pasted.ts';
import type { ReadOptions } from './read-options.ts';

export interface PastedEditorProps {
  readonly text: string;
  readonly name: string | null;
  readonly options: ReadOptions;
  readonly onName: (name: string) => void;
  readonly onOptions: (options: ReadOptions) => void;
}

const isColumnType = (value: string): value is ColumnType =>
  (columnTypes as readonly string[]).includes(value);

/** Pasted cells as they came, with the types to choose where the guess shall not decide. */
export function PastedEditor({ text, name, options, onName, onOptions }: PastedEditorProps) {
  const table = useMemo(() => parsePasted(text), [text]);
  return (
    <>
      <div className={styles.head}>
        <TextInput
          className={styles.name ?? ''}
          label="Name"
          value={name ?? 'pasted'}
          onChange={(event) => onName(event.currentTarget.value)}
        />
        <div className={styles.file}>
          From the clipboard · {formatBytes(new Blob([text]).size)}
          {table &&
            ` · ${formatCount(table.rowCount, 'line')} × ${formatCount(table.columns, 'column')}`}
        </div>
      </div>
      <div className={styles.gap} />
      {table ? (
        <PastedPreview
          table={table}
          types={options.types ?? {}}
          onTypes={(types) => onOptions({ types })}
        />
      ) : (
        <pre className={styles.plain}>{text.slice(0, 4000)}</pre>
      )}
      <p className={styles.note}>
        {table && looksLikeHeader(table)
          ? 'The first line holds the names. Types are told from all lines at the import.'
          : 'Names and types are told from all lines at the import.'}
      </p>
    </>
  );
}

function PastedPreview(props: {
  readonly table: PastedTable;
  readonly types: Readonly<Record<string, ColumnType>>;
  readonly onTypes: (types: Record<string, ColumnType>) => void;
}) {
  const { table, types, onTypes } = props;
  const named = looksLikeHeader(table);
  const names = table.rows[0] ?? [];
  const choose = (name: string, value: string): void => {
    const rest = Object.fromEntries(Object.entries(types).filter(([each]) => each !== name));
    onTypes(isColumnType(value) ? { ...rest, [name]: value } : rest);
  };
  return (
    <div
      className={preview.frame}
      role="region"
      aria-label="Preview"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard must scroll it
      tabIndex={0}
    >
      <table className={preview.table}>
        {named && (
          <thead>
            <tr>
              {names.map((name) => (
                <th key={name} scope="col">
                  <div className={preview.name} title={name}>
                    {name}
                  </div>
                  <label className={preview.type}>
                    <select
                      aria-label={`Type of ${name}`}
                      value={types[name.trim()] ?? ''}
                      onChange={(event) => choose(name.trim(), event.currentTarget.value)}
                    >
                      <option value="">type: as guessed</option>
                      {columnTypes.map((type) => (
                        <option key={type}>{type}</option>
                      ))}
                    </select>
                  </label>
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {table.rows.slice(named ? 1 : 0).map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j} title={cell}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
