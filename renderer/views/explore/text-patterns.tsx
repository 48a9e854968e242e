import type { ProfileColumn } from '../../../core/contract/eda.ts';
import { formatInteger, formatPercent } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import styles from './controls.module.css';

/** The commonest shapes of a text, with an example of each. */
export function TextPatterns({ column }: { readonly column: ProfileColumn }) {
  return (
    <Section
      title="Patterns"
      description="Letters stand as a or A, digits as 9; everything else as it is"
      flush
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Pattern</th>
            <th scope="col">Example</th>
            <th scope="col" data-number>
              Values
            </th>
            <th scope="col" data-number>
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {column.patterns.map(({ pattern, example, count }) => (
            <tr key={pattern}>
              <td>
                <code style={{ overflowWrap: 'anywhere' }}>{pattern}</code>
              </td>
              <td style={{ overflowWrap: 'anywhere' }}>{example}</td>
              <td data-number>{formatInteger(count)}</td>
              <td data-number>{formatPercent(column.count > 0 ? count / column.count : 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
