import { Checkbox, Table, Tooltip } from '@mantine/core';
import { Trophy } from 'lucide-react';
import { memo } from 'react';
import type { StudyResult } from '../../../../core/contract/tuning.ts';
import { absent, formatDuration, formatInteger, formatNumber } from '../../../components/format.ts';
import { WideTable } from '../../../components/wide-table.tsx';
import { metricName, scoreText } from '../metric-names.ts';
import { choiceText } from './parameter-text.ts';
import { ScoreRange, scoreScale } from '../runs/score-range.tsx';
import search from './search.module.css';
import styles from '../train.module.css';

type Entry = StudyResult['leaderboard'][number];

/** Milliseconds spent on the trials of each algorithm. */
export function spentMs(trials: StudyResult['trials']): ReadonlyMap<string, number> {
  const spent = new Map<string, number>();
  for (const { algorithm, durationMs } of trials)
    spent.set(algorithm, (spent.get(algorithm) ?? 0) + (durationMs ?? 0));
  return spent;
}

/** Microseconds a row takes to predict. */
function perRow(predictMs: number | null): string {
  return predictMs === null ? absent : `${formatNumber(predictMs * 1000, 2)} µs`;
}

/** A fit, also where it takes less than a millisecond. */
function fitText(ms: number | null): string {
  return ms !== null && ms < 1 ? `${formatNumber(ms, 1)} ms` : formatDuration(ms);
}

/** Whether models were fitted and tested, which happens once, at the end. */
export function isTested({ leaderboard }: StudyResult): boolean {
  return leaderboard.some(({ runId }) => runId !== null);
}

interface LeaderboardProps {
  readonly result: StudyResult;
  /** Run that is shown below. */
  readonly shown: string | null;
  readonly onShow: (runId: string) => void;
  readonly picked: readonly string[];
  readonly onPick: (runIds: readonly string[]) => void;
}

function Head({ metric, tested }: { metric: string; tested: boolean }) {
  const { title } = metricName(metric);
  return (
    <Table.Thead>
      <Table.Tr>
        {tested && <Table.Th w={36} />}
        <Table.Th className={search.rank}>#</Table.Th>
        <Table.Th className={search.entry}>Algorithm</Table.Th>
        <Table.Th className={`assay-number ${search.whole}`}>{title} (CV)</Table.Th>
        {tested && <Table.Th className="assay-number">Test</Table.Th>}
        <Table.Th className="assay-number">Trials</Table.Th>
        {!tested && <Table.Th className={`assay-number ${search.whole}`}>Time spent</Table.Th>}
        {tested && <Table.Th className="assay-number">Fit</Table.Th>}
        {tested && (
          <Table.Th className="assay-number">
            <Tooltip label="Time to predict one row, within a batch">
              <span className={search.whole}>Per row</span>
            </Tooltip>
          </Table.Th>
        )}
      </Table.Tr>
    </Table.Thead>
  );
}

function EntryRow(
  props: LeaderboardProps & {
    readonly entry: Entry;
    readonly scale: readonly [number, number];
    readonly spent: number;
  },
) {
  const { entry, result, shown, onShow, picked, onPick, scale, spent } = props;
  const { runId, rank, title, value, std } = entry;
  const { metric } = result.study;
  const tested = isTested(result);
  const best = rank === 1;
  const choice = choiceText(entry.params, entry.recipe);
  return (
    <Table.Tr
      className={runId === null ? undefined : styles.row}
      data-selected={runId !== null && shown === runId}
      onClick={runId === null ? undefined : () => onShow(runId)}
    >
      {tested && (
        <Table.Td onClick={(event) => event.stopPropagation()}>
          {runId !== null && (
            <Checkbox
              size="xs"
              aria-label={`Compare ${title}`}
              checked={picked.includes(runId)}
              onChange={(event) =>
                onPick(
                  event.currentTarget.checked
                    ? [...picked, runId]
                    : picked.filter((id) => id !== runId),
                )
              }
            />
          )}
        </Table.Td>
      )}
      <Table.Td className={search.rank}>{rank}</Table.Td>
      <Table.Td className={search.entry}>
        <span className={search.leader}>
          {runId === null ? (
            title
          ) : (
            <button
              type="button"
              className={styles.sort}
              aria-label={`Show ${title}`}
              onClick={(event) => {
                event.stopPropagation();
                onShow(runId);
              }}
            >
              {title}
            </button>
          )}
          {best && <Trophy size={13} role="img" aria-label="best" className={search.medal} />}
        </span>
        <div className={search.params} title={choice}>
          {choice}
        </div>
      </Table.Td>
      <Table.Td className={`assay-number ${search.whole}`}>
        <span className={best ? styles.best : undefined}>{scoreText(value)}</span>
        {std !== null && <span className={search.spread}> ± {scoreText(std, 3)}</span>}
        <ScoreRange value={value} std={std} scale={scale} best={best} />
      </Table.Td>
      {tested && <Table.Td className="assay-number">{scoreText(entry.test[metric.name])}</Table.Td>}
      <Table.Td className="assay-number">{formatInteger(entry.trials)}</Table.Td>
      {!tested && (
        <Table.Td className={`assay-number ${search.whole}`}>{formatDuration(spent)}</Table.Td>
      )}
      {tested && (
        <Table.Td className={`assay-number ${search.whole}`}>{fitText(entry.fitMs)}</Table.Td>
      )}
      {tested && (
        <Table.Td className={`assay-number ${search.whole}`}>{perRow(entry.predictMs)}</Table.Td>
      )}
    </Table.Tr>
  );
}

/** The best of each algorithm, ranked by cross-validation; test scores beside it when there are. */
export const Leaderboard = memo(function Leaderboard(props: LeaderboardProps) {
  const { study, leaderboard, trials } = props.result;
  const scale = scoreScale(leaderboard);
  const spent = spentMs(trials);
  const tested = isTested(props.result);
  return (
    <>
      <WideTable label="Leaderboard" minWidth={tested ? 660 : 540} highlight={tested}>
        <Head metric={study.metric.name} tested={tested} />
        <Table.Tbody>
          {leaderboard.map((entry) => (
            <EntryRow
              key={entry.algorithm}
              {...props}
              entry={entry}
              scale={scale}
              spent={spent.get(entry.algorithm) ?? 0}
            />
          ))}
        </Table.Tbody>
      </WideTable>
      {(tested || study.state !== 'running') && (
        <p className={search.note}>
          {tested
            ? 'Ranked by cross-validation on the training rows. The test rows were looked at once, after the search; ranking by them would make the best look better than it is.'
            : 'Ranked by cross-validation. The search ended before a model was fitted on all training rows and tested.'}
        </p>
      )}
    </>
  );
});
