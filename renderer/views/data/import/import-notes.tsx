import { TriangleAlert } from 'lucide-react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import { formatCount, formatInteger } from '../../../components/format.ts';
import styles from './import-notes.module.css';

/** Rejected rows and warnings: what would not come along, and why. */
export function ImportNotes({ data }: { readonly data: OutputOf<'data.sniff'> }) {
  const { rejected, warnings, sniffed } = data;
  const preamble = sniffed?.preamble ?? 0;
  const packed = sniffed && sniffed.compression !== 'none' ? sniffed.compression : null;
  if (rejected.rows === 0 && warnings.length === 0 && preamble === 0 && !packed)
    return <p className={styles.fine}>Every row of the preview can be read.</p>;
  return (
    <div className={styles.notes}>
      {packed && <p>The file is compressed ({packed}) and is unpacked while it is read.</p>}
      {preamble > 0 && (
        <p>{formatCount(preamble, 'line is', 'lines are')} left out before the table.</p>
      )}
      {warnings.map((warning, i) => (
        <p key={i} className={styles.warning}>
          <TriangleAlert size={14} aria-hidden="true" /> {warning.message}
        </p>
      ))}
      {rejected.rows > 0 && (
        <details className={styles.rejected}>
          <summary>
            {formatCount(rejected.rows, 'row does', 'rows do')} not fit and will be left out
          </summary>
          <ul>
            {rejected.sample.map((row) => (
              <li key={row.line}>
                Line {formatInteger(row.line)}: {row.reason} <code>{row.text}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
