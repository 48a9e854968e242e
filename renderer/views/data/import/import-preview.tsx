import { TriangleAlert } from 'lucide-react';
import { columnTypes, type ColumnType } from '../../../../core/contract/common.ts';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import { formatInteger } from '../../../components/format.ts';
import { TypeGlyph } from '../../../components/type-glyph.tsx';
import styles from './import-preview.module.css';
import { dateFormatChoices, type ReadOptions } from './read-options.ts';

/** A sheet is no place to look through thousands of columns; the grid is. */
const mostColumns = 120;

export interface ImportPreviewProps {
  readonly data: OutputOf<'data.sniff'>;
  /** Those that a person chose. */
  readonly dateFormats: NonNullable<ReadOptions['dateFormats']>;
  readonly onType: (column: string, type: ColumnType) => void;
  readonly onDateFormat: (column: string, format: DateFormat) => void;
}

type DateFormat = (typeof dateFormatChoices)[number]['value'];

const isColumnType = (value: string): value is ColumnType =>
  (columnTypes as readonly string[]).includes(value);

/** The first rows as they will be read, with the type of each column to choose. */
export function ImportPreview({ data, dateFormats, onType, onDateFormat }: ImportPreviewProps) {
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
                {column.type === 'datetime' && (
                  <DateFormatSelect
                    column={column}
                    chosen={dateFormats[column.name] ?? null}
                    onChange={(format) => onDateFormat(column.name, format)}
                  />
                )}
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

/** How the dates of a column are written; several ways in one column are flagged. */
function DateFormatSelect(props: {
  readonly column: OutputOf<'data.sniff'>['columns'][number];
  readonly chosen: DateFormat | null;
  readonly onChange: (format: DateFormat) => void;
}) {
  const { column, chosen, onChange } = props;
  const told = chosen ?? column.dateFormat;
  const known = dateFormatChoices.some((each) => each.value === told);
  return (
    <label className={styles.type} data-unsure={told === 'mixed'}>
      {told === 'mixed' && <TriangleAlert size={12} role="img" aria-label="mixed" />}
      <select
        aria-label={`Date format of ${column.name}`}
        title={told === 'mixed' ? 'Dates are written in several ways: choose how to read them' : ''}
        value={told ?? ''}
        onChange={(event) => {
          const choice = dateFormatChoices.find((each) => each.value === event.currentTarget.value);
          if (choice) onChange(choice.value);
        }}
      >
        {!known && <option value={told ?? ''}>{told ?? 'as guessed'}</option>}
        {dateFormatChoices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}
