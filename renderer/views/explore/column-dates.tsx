import type { ProfileColumn } from '../../../core/contract/eda.ts';
import { formatInteger } from '../../components/format.ts';
import { Properties, Property } from '../../components/properties.tsx';
import { Section } from '../../components/section.tsx';
import styles from './controls.module.css';
import { dateText, stretchText } from './date-text.ts';

export interface ColumnDatesProps {
  readonly dates: NonNullable<ProfileColumn['dates']>;
  readonly monotonic: ProfileColumn['monotonic'];
}

/** First and last moment, the usual step, and where it is broken. */
export function ColumnDates({ dates, monotonic }: ColumnDatesProps) {
  return (
    <Section
      title="Dates"
      description={
        dates.gapCount === 0
          ? 'No gap: every step is there'
          : `${formatInteger(dates.gapCount)} gaps in the usual step`
      }
    >
      <Properties>
        <Property name="First">{dateText(dates.first)}</Property>
        <Property name="Last">{dateText(dates.last)}</Property>
        <Property name="Usual step">{stretchText(dates.step)}</Property>
        <Property name="Order of rows">{monotonic ?? '–'}</Property>
      </Properties>
      {dates.gaps.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Gap from</th>
              <th scope="col">to</th>
              <th scope="col" data-number>
                Steps missing
              </th>
            </tr>
          </thead>
          <tbody>
            {dates.gaps.map((gap) => (
              <tr key={gap.from}>
                <td>{dateText(gap.from)}</td>
                <td>{dateText(gap.to)}</td>
                <td data-number>{formatInteger(gap.missing)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
