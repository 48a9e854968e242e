import { Table, Text } from '@mantine/core';
import { ArrowDown, ArrowUp, Trophy } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { StudyResult, Trial } from '../../../../core/contract/tuning.ts';
import { formatDuration } from '../../../components/format.ts';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { WideTable } from '../../../components/wide-table.tsx';
import { metricName, scoreText } from '../metric-names.ts';
import { parameterText } from './parameter-text.ts';
import { bestIndex } from './search-specs.ts';
import search from './search.module.css';
import styles from '../train.module.css';

const tones = { running: 'accent', complete: 'good', pruned: 'quiet', failed: 'bad' } as const;
/** More rows than anybody reads would take the window's thread. */
const mostRows = 200;

export interface TrialOrder {
  /** number, value, durationMs, or a parameter. */
  readonly by: string;
  readonly descending: boolean;
}

function keyOf(trial: Trial, by: string): unknown {
  if (by === 'number' || by === 'value' || by === 'durationMs' || by === 'state') return trial[by];
  return trial.params[by];
}

/**
 * Sorted copy; trials without the value come last in either direction, and by score those given up come
 * after all others: theirs is of the first folds only.
 */
export function sortTrials(trials: readonly Trial[], { by, descending }: TrialOrder): Trial[] {
  return trials.toSorted((a, b) => {
    if (by === 'value' && (a.state === 'complete') !== (b.state === 'complete'))
      return a.state === 'complete' ? -1 : 1;
    const x = keyOf(a, by) ?? null;
    const y = keyOf(b, by) ?? null;
    if (x === null || y === null) return x === y ? a.number - b.number : x === null ? 1 : -1;
    const order =
      typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y));
    return order === 0 ? a.number - b.number : descending ? -order : order;
  });
}

function SortHead(props: {
  by: string;
  title: string;
  number?: boolean;
  order: TrialOrder;
  onSort: (order: TrialOrder) => void;
}) {
  const { by, title, order } = props;
  const active = order.by === by;
  const Arrow = order.descending ? ArrowDown : ArrowUp;
  return (
    <Table.Th
      className={props.number === true ? 'assay-number' : undefined}
      aria-sort={active ? (order.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={styles.sort}
        onClick={() => props.onSort({ by, descending: active ? !order.descending : false })}
      >
        {title}
        {active && <Arrow size={13} aria-hidden />}
      </button>
    </Table.Th>
  );
}

/** Every trial with its parameters and how it ended; sortable. */
export function TrialTable({ result }: { result: StudyResult }) {
  const { metric } = result.study;
  const [order, setOrder] = useState<TrialOrder>({
    by: 'value',
    descending: metric.better === 'higher',
  });
  const names = Object.keys(result.space);
  const sorted = useMemo(() => sortTrials(result.trials, order), [result.trials, order]);
  const best = bestIndex(result.trials, metric);
  const bestNumber = best === null ? null : result.trials[best]!.number;
  const head = { order, onSort: setOrder };
  return (
    <>
      <WideTable label="Trials" minWidth={420 + names.length * 110} maxHeight={420}>
        <Table.Thead>
          <Table.Tr>
            <SortHead by="number" title="#" number {...head} />
            <SortHead by="value" title={`${metricName(metric.name).title}, CV`} number {...head} />
            {names.map((name) => (
              <SortHead key={name} by={name} title={name} number {...head} />
            ))}
            <SortHead by="durationMs" title="Took" number {...head} />
            <SortHead by="state" title="State" {...head} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.slice(0, mostRows).map((trial) => (
            <Table.Tr
              key={trial.number}
              className={trial.number === bestNumber ? search.bestRow : undefined}
            >
              <Table.Td className="assay-number">{trial.number}</Table.Td>
              <Table.Td className="assay-number" style={{ whiteSpace: 'nowrap' }}>
                {trial.number === bestNumber && (
                  <Trophy
                    size={12}
                    role="img"
                    aria-label="best"
                    className={search.medal}
                    style={{ marginRight: 5 }}
                  />
                )}
                <span className={trial.state === 'complete' ? undefined : search.spread}>
                  {scoreText(trial.value)}
                </span>
                {trial.state === 'complete' && trial.std !== null && (
                  <span className={search.spread}> ± {scoreText(trial.std, 3)}</span>
                )}
              </Table.Td>
              {names.map((name) => (
                <Table.Td key={name} className="assay-number">
                  {name in trial.params ? parameterText(trial.params[name]) : '–'}
                </Table.Td>
              ))}
              <Table.Td className="assay-number" style={{ whiteSpace: 'nowrap' }}>
                {formatDuration(trial.durationMs)}
              </Table.Td>
              <Table.Td title={trial.error ?? undefined}>
                <ToneBadge tone={tones[trial.state]}>{trial.state}</ToneBadge>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      {sorted.length > mostRows && (
        <Text size="xs" c="dimmed" mt={6}>
          The first {mostRows} of {sorted.length} trials in this order
        </Text>
      )}
    </>
  );
}
