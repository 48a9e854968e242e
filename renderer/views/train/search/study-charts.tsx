import { Text } from '@mantine/core';
import { memo, useMemo } from 'react';
import type { StudyResult } from '../../../../core/contract/tuning.ts';
import { Chart } from '../../../charts/chart.tsx';
import { LiveTrials } from '../../../charts/live-trials.tsx';
import type { TrialsSpec } from '../../../charts/search-spec.ts';
import { formatCount } from '../../../components/format.ts';
import { Section } from '../../../components/section.tsx';
import { beyondWindow, historySpec, timeSpec } from './search-specs.ts';
import { useAlgorithmTitles } from '../../../components/use-algorithm-titles.ts';
import styles from '../train.module.css';

/** What the chart leaves out, and what its hollow points are. */
function Beyond({ spec }: { spec: TrialsSpec }) {
  const count = beyondWindow(spec);
  const hollow = spec.hollow?.includes(true) === true;
  return (
    <Text size="xs" c="dimmed" mih={17}>
      {hollow && 'Hollow: given up early, scored on the first folds only. '}
      {count > 0 && `${formatCount(count, 'trial')} far behind the best: see the table.`}
    </Text>
  );
}

const historyTitle = 'Trials and the best so far';

/** Every trial in its turn. */
export function HistoryChart({ spec, running }: { spec: TrialsSpec; running: boolean }) {
  return (
    <>
      {running ? (
        <LiveTrials title={historyTitle} spec={spec} height={300} />
      ) : (
        <Chart title={historyTitle} spec={spec} height={340} />
      )}
      <Beyond spec={spec} />
    </>
  );
}

/** How the search goes, on a canvas while it runs; and at its end what time bought. */
export const StudyCharts = memo(function StudyCharts({ result }: { result: StudyResult }) {
  const titles = useAlgorithmTitles();
  const running = result.study.state === 'running';
  const history = useMemo(() => historySpec(result, titles), [result, titles]);
  const time = useMemo(
    () => (running ? null : timeSpec(result, titles)),
    [result, titles, running],
  );
  if (history.x.length === 0) return null;
  return (
    <div className={time ? styles.charts : undefined}>
      <Section>
        <HistoryChart spec={history} running={running} />
      </Section>
      {time && (
        <Section>
          <Chart title="Score by time" spec={time} height={340} />
          <Beyond spec={time} />
        </Section>
      )}
    </div>
  );
});
