import { columnTypes, type ColumnType } from '../../../core/contract/common.ts';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { formatInteger } from '../../components/format.ts';
import { TypeGlyph } from '../../components/type-glyph.tsx';
import styles from './import-preview.module.css';

/** A sheet is no place to look through thousands of columns; the grid is. */
const mostColumns = 120;

export interface ImportPreviewProps {
  readonly data: OutputOf<'data.sniff'>;
  readonly onType: (column: string, type: ColumnType) => void;
}

const isColumnType = (value: string): value is ColumnType =>
  (columnTypes as readonly string[]).includes(value);

/** The first rows as they will be read, with the type of each column to choose. */
export function ImportPreview({ data, onType }: ImportPreviewProps) {
  const columns = data.columns.slice(0, mostColumns);
  const left = data.columns.length - columns.length;
  return (
    <div
      className={styles.frame}
      role="region"
      aria-label="Preview"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard must scroll it
      tabIndex={0}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th key={i} scope="col">
                <div className={styles.name} title={column.name}>
                  {column.name}
                </div>
                <label className={styles.type} data-unsure={column.confidence < 0.6}>
                  <TypeGlyph type={column.type} size={12} />
                  <select
                    aria-label={`Type of ${column.name}`}
                    value={column.type}
                    onChange={(event) => {
                      const type = event.currentTarget.value;
                      if (isColumnType(type)) onType(column.name, type);
                    }}
                  >
                    {columnTypes.map((type) => (
                      <option key={type}>{type}</option>
                    ))}
                  </select>
                </label>
              </th>
            ))}
            {left > 0 && <th className={styles.more}>and {formatInteger(left)} more columns</th>}
          </tr>
        </thead>
        <tbody>
          {data.preview.map((row, i) => (
            <tr key={i}>
              {columns.map((column, j) => (
                <Cell key={j} text={row[j] ?? null} type={column.type} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ text, type }: { readonly text: string | null; readonly type: ColumnType }) {
  if (text === null)
    return (
      <td>
        <span className={styles.missing} role="img" aria-label="missing" title="Missing" />
      </td>
    );
  return (
    <td data-right={type === 'number' || type === 'integer'} title={text}>
      {text}
    </td>
  );
}
