import { Checkbox, Table } from '@mantine/core';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import type { Run } from '../../../../core/contract/tracking.ts';
import { formatDateTime, formatDuration } from '../../../components/format.ts';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { WideTable } from '../../../components/wide-table.tsx';
import { metricName, metricTitle, scoreText } from '../metric-names.ts';
import { metricColumns, sortRuns, type RunOrder } from './sort-runs.ts';
import styles from '../train.module.css';
import { useAlgorithmTitles } from '../../../components/use-algorithm-titles.ts';

const statusTones = {
  running: 'accent',
  finished: 'good',
  failed: 'bad',
  cancelled: 'quiet',
  interrupted: 'warn',
} as const;

function SortHead(props: {
  name: string;
  title: string;
  order: RunOrder;
  number?: boolean;
  onSort: (order: RunOrder) => void;
}) {
  const { name, title, order } = props;
  const active = order.by === name;
  const Arrow = order.descending ? ArrowDown : ArrowUp;
  const first = metricName(name.split('.')[1] ?? '').better !== 'low';
  return (
    <Table.Th
      className={props.number === true ? 'assay-number' : undefined}
      aria-sort={active ? (order.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={styles.sort}
        onClick={() => props.onSort({ by: name, descending: active ? !order.descending : first })}
      >
        {title}
        {active && <Arrow size={13} aria-hidden />}
      </button>
    </Table.Th>
  );
}

export interface RunTableProps {
  readonly runs: readonly Run[];
  readonly shown: string | null;
  readonly onShow: (id: string) => void;
  readonly picked: readonly string[];
  readonly onPick: (ids: readonly string[]) => void;
}

/** All runs with their main metrics; sortable, and pickable for a comparison. */
export function RunTable({ runs, shown, onShow, picked, onPick }: RunTableProps) {
  const [order, setOrder] = useState<RunOrder>({ by: 'startedAt', descending: true });
  const titles = useAlgorithmTitles();
  const metrics = metricColumns(runs);
  const head = { order, onSort: setOrder };
  return (
    <WideTable label="Runs" minWidth={720} maxHeight={380} highlight>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={36} />
          <SortHead name="algorithm" title="Model" {...head} />
          {metrics.map((name) => (
            <SortHead key={name} name={name} title={metricTitle(name)} number {...head} />
          ))}
          <SortHead name="durationMs" title="Took" number {...head} />
          <SortHead name="startedAt" title="Started" {...head} />
          <Table.Th>Status</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sortRuns(runs, order).map((run) => {
          const title = titles.get(run.algorithm) ?? run.algorithm;
          const name = `${title} on ${run.versionName}, ${formatDateTime(run.startedAt)}`;
          return (
            <Table.Tr
              key={run.id}
              className={styles.row}
              data-selected={shown === run.id}
              onClick={() => onShow(run.id)}
            >
              <Table.Td onClick={(event) => event.stopPropagation()}>
                <Checkbox
                  size="xs"
                  aria-label={`Compare ${name}`}
                  checked={picked.includes(run.id)}
                  onChange={(event) =>
                    onPick(
                      event.currentTarget.checked
                        ? [...picked, run.id]
                        : picked.filter((id) => id !== run.id),
                    )
                  }
                />
              </Table.Td>
              <Table.Td>
                <button
                  type="button"
                  className={styles.sort}
                  aria-label={`Show ${name}`}
                  onClick={(event) => {
                    event.stopPropagation();
                    onShow(run.id);
                  }}
                >
                  {title}
                </button>
                <div className={styles.rowDetail} title={`${run.target}, ${run.versionName}`}>
                  {run.target} · {run.versionName}
                </div>
              </Table.Td>
              {metrics.map((metric) => (
                <Table.Td key={metric} className="assay-number">
                  {scoreText(run.metrics[metric])}
                </Table.Td>
              ))}
              <Table.Td className="assay-number" style={{ whiteSpace: 'nowrap' }}>
                {formatDuration(run.durationMs)}
              </Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{formatDateTime(run.startedAt)}</Table.Td>
              <Table.Td>
                <ToneBadge tone={statusTones[run.status]}>{run.status}</ToneBadge>
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </WideTable>
  );
}
