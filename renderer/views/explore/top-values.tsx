import type { ProfileColumn } from '../../../core/contract/eda.ts';
import { formatInteger, formatPercent } from '../../components/format.ts';
import styles from './top-values.module.css';

/** The most frequent values with their counts; what is left is summed up. */
export function TopValues({ column }: { readonly column: ProfileColumn }) {
  const most = column.top[0]?.count ?? 1;
  const shown = column.top.reduce((sum, value) => sum + value.count, 0);
  const others = column.count - shown;
  const otherKinds = column.distinct - column.top.length;
  return (
    <table className={styles.table}>
      <thead className={styles.head}>
        <tr>
          <th scope="col">Value</th>
          <th scope="col">Rows</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        {column.top.map(({ value, count }) => (
          <tr key={value}>
            <th scope="row" title={value}>
              <div className={styles.bar} style={{ width: `${(count / most) * 100}%` }} />
              <span className={styles.value}>{value === '' ? '(empty text)' : value}</span>
            </th>
            <td>{formatInteger(count)}</td>
            <td>{formatPercent(column.count > 0 ? count / column.count : 0)}</td>
          </tr>
        ))}
        {others > 0 && otherKinds > 0 && (
          <tr className={styles.others}>
            <th scope="row">{formatInteger(otherKinds)} others</th>
            <td>{formatInteger(others)}</td>
            <td>{formatPercent(others / column.count)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
