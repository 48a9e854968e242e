import type { ProfileColumn } from '../../../core/contract/eda.ts';
import { formatInteger, formatNumber } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import detail from './column-detail.module.css';
import { dateText } from './date-text.ts';

/** The smallest and the largest values with their counts, side by side. */
export function ColumnExtremes({ column }: { readonly column: ProfileColumn }) {
  const { extremes } = column;
  if (!extremes) return null;
  const text = column.type === 'datetime' ? dateText : (value: number) => formatNumber(value);
  const sides = [
    ['Smallest', extremes.smallest],
    ['Largest', extremes.largest],
  ] as const;
  return (
    <Section title="Extreme values" flush>
      <div className={detail.tables}>
        {sides.map(([title, values]) => (
          <table key={title} className={detail.table}>
            <caption>{title}</caption>
            <tbody>
              {values.map(({ value, count }) => (
                <tr key={value}>
                  <th scope="row">{text(value)}</th>
                  <td>{formatInteger(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </Section>
  );
}
