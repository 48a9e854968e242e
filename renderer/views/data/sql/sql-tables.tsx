import { Plus } from 'lucide-react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import { formatInteger } from '../../../components/format.ts';
import styles from './sql-console.module.css';
import { sqlName } from './sql-session.ts';
import { columnTypeOf } from './result-table.ts';
import { TypeGlyph } from '../../../components/type-glyph.tsx';
import { columnTypes, type ColumnType } from '../../../../core/contract/common.ts';

export interface SqlTablesProps {
  readonly tables: OutputOf<'data.sqlTables'>['tables'];
  readonly onInsert: (text: string) => void;
}

const typeOf = (type: string): ColumnType =>
  columnTypes.find((each) => each === type) ?? columnTypeOf(type);

/** The datasets a query can name, with their columns; a click writes the name. */
export function SqlTables({ tables, onInsert }: SqlTablesProps) {
  const latest = tables.filter(({ name }) => !/@\d+$/.test(name));
  return (
    <nav className={styles.tables} aria-label="Tables">
      <div className={styles.tablesHeading}>
        Tables <span>{formatInteger(latest.length)}</span>
      </div>
      <div className={styles.tableList}>
        {latest.map(({ name, columns }) => (
          <div key={name} className={styles.table}>
            <details>
              <summary title={name}>
                <span className="assay-ellipsis">{name}</span>
              </summary>
              <ul>
                {columns.map((column) => (
                  <li key={column.name}>
                    <button
                      type="button"
                      className={styles.column}
                      title={`${column.name} · ${column.type}`}
                      onClick={() => onInsert(sqlName(column.name))}
                    >
                      <TypeGlyph type={typeOf(column.type)} size={12} />
                      <span className="assay-ellipsis">{column.name}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </details>
            <button
              type="button"
              className={styles.insert}
              aria-label={`Write ${name}`}
              title="Write the name into the query"
              onClick={() => onInsert(sqlName(name))}
            >
              <Plus size={13} aria-hidden="true" />
            </button>
          </div>
        ))}
      </div>
      <p className={styles.tip}>
        A name means the latest version, <code>"{latest[0]?.name ?? 'name'}@1"</code> the first.
      </p>
    </nav>
  );
}
