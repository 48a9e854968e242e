import { Checkbox, Select, VisuallyHidden } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Explanation } from '../../../../core/contract/explainability.ts';
import { cellText, signedNumber } from '../../../charts/text.ts';
import { shapText } from '../../../charts/palette.ts';
import { useChartTheme } from '../../../charts/theme.ts';
import { formatNumber } from '../../../components/format.ts';
import { rowName, rowNumber } from '../explanation-specs.ts';
import styles from './row-table.module.css';

const rowHeight = 30;
/** Rows a decision plot can still tell apart. */
export const mostCompared = 12;

const orders = [
  { value: 'row', label: 'As in the data' },
  { value: 'high', label: 'Highest output first' },
  { value: 'low', label: 'Lowest output first' },
];

/** The column that pushed a row's output most. */
function strongest({ sample }: Explanation, index: number): number {
  let best = 0;
  sample.values.forEach((values, f) => {
    if (Math.abs(values[index]!) > Math.abs(sample.values[best]![index]!)) best = f;
  });
  return best;
}

/**
 * Where the list is scrolled to show a row: as it is where the row is in view, by a step where it is the
 * next one, else with the row in the upper part. The head covers the first line.
 */
export function scrolledTo(
  place: number,
  list: { readonly scrollTop: number; readonly clientHeight: number },
): number {
  const above = place * rowHeight;
  const below = above + 2 * rowHeight - list.clientHeight;
  if (list.scrollTop <= above && list.scrollTop >= below) return list.scrollTop;
  const step = list.scrollTop > above ? above : below;
  if (Math.abs(step - list.scrollTop) <= rowHeight) return step;
  return Math.max(0, above + (below - above) / 4);
}

/** The explained rows with their outputs; one is looked at, some are compared. */
export function RowTable(props: {
  explanation: Explanation;
  /** Indices into the sample. */
  shown: readonly number[];
  index: number;
  compared: readonly number[];
  onPick: (index: number) => void;
  onCompare: (compared: readonly number[]) => void;
  height: number;
}) {
  const { explanation, shown, index, compared, onPick, onCompare, height } = props;
  const { sample, features } = explanation;
  const box = useRef<HTMLDivElement>(null);
  const [order, setOrder] = useState('row');
  const push = shapText(useChartTheme());
  const rows = useMemo(() => {
    if (order === 'row') return shown;
    const sign = order === 'high' ? -1 : 1;
    return shown.toSorted((a, b) => sign * (sample.prediction[a]! - sample.prediction[b]!));
  }, [shown, order, sample]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const place = rows.indexOf(index);
  useEffect(() => {
    const list = box.current;
    if (list && place >= 0) list.scrollTop = scrolledTo(place, list);
    if (!list || document.activeElement === list || !list.contains(document.activeElement)) return;
    // Whoever walks by arrows takes the focus along.
    requestAnimationFrame(() => list.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus());
  }, [place]);
  /** The one row that Tab reaches; arrows lead to the others. */
  const reached = place >= 0 ? index : rows[0];
  const walk = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = rows[place + step];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    onPick(next);
  };
  return (
    <>
      <div className={styles.tools}>
        <Select
          aria-label="Order of the rows"
          data={orders}
          value={order}
          allowDeselect={false}
          w={180}
          onChange={(next) => setOrder(next ?? 'row')}
        />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows walk the rows of the table in it */}
      <div
        ref={box}
        className={styles.box}
        style={{ height }}
        onKeyDown={walk}
        role="region"
        aria-label="Explained rows, scrollable"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard must scroll it
        tabIndex={0}
      >
        <div role="table" aria-label="Explained rows" aria-rowcount={rows.length + 1}>
          <div role="rowgroup" className={styles.top}>
            <div role="row" className={styles.head}>
              <span role="columnheader" title="Compare in the decision plot">
                <VisuallyHidden>Compare</VisuallyHidden>
              </span>
              <span role="columnheader">Row</span>
              <span role="columnheader" className={styles.number}>
                Output
              </span>
              <span role="columnheader">Strongest reason</span>
            </div>
          </div>
          <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
            {virtual.getVirtualItems().map((item) => {
              const i = rows[item.index]!;
              const f = strongest(explanation, i);
              const amount = sample.values[f]?.[i] ?? 0;
              const row = sample.row[i]!;
              const reason = `${features[f]} = ${cellText(sample.data[f]?.[i] ?? null)}`;
              return (
                <div
                  key={i}
                  role="row"
                  aria-rowindex={item.index + 2}
                  className={styles.row}
                  data-chosen={i === index}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <span role="cell">
                    <Checkbox
                      size="xs"
                      tabIndex={i === reached ? 0 : -1}
                      aria-label={`Compare ${rowName(row)}`}
                      checked={compared.includes(i)}
                      disabled={!compared.includes(i) && compared.length >= mostCompared}
                      onChange={(event) =>
                        onCompare(
                          event.currentTarget.checked
                            ? [...compared, i]
                            : compared.filter((each) => each !== i),
                        )
                      }
                    />
                  </span>
                  <span role="rowheader">
                    <button
                      type="button"
                      className={styles.pick}
                      tabIndex={i === reached ? 0 : -1}
                      aria-label={rowName(row)}
                      aria-pressed={i === index}
                      onClick={() => onPick(i)}
                    >
                      {rowNumber(row)}
                    </button>
                  </span>
                  <span role="cell" className={styles.number}>
                    {formatNumber(sample.prediction[i], 4)}
                  </span>
                  <span role="cell" className={styles.reason} title={reason}>
                    <span style={{ color: amount >= 0 ? push.positive : push.negative }}>
                      {signedNumber(amount)}
                    </span>{' '}
                    {reason}
                  </span>
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </>
  );
}
