import { useMemo } from 'react';
import type { StudyResult } from '../../../core/contract/tuning.ts';
import { Chart } from '../../charts/chart.tsx';
import { Section } from '../../components/section.tsx';
import { historySpec, timeSpec } from './search-specs.ts';
import { useAlgorithmTitles } from './use-algorithm-titles.ts';
import { useThrottled } from './use-throttled.ts';
import styles from './train.module.css';

/** Charts of a running search are drawn anew no more often: drawing takes the window's thread. */
const redrawMs = 2500;

/** How the search went, and what time bought. */
export function StudyCharts({ result }: { result: StudyResult }) {
  const titles = useAlgorithmTitles();
  const running = result.study.state === 'running';
  const drawn = useThrottled(result, running ? redrawMs : 0);
  const history = useMemo(() => historySpec(drawn, titles), [drawn, titles]);
  const time = useMemo(() => timeSpec(drawn, titles), [drawn, titles]);
  if (history.x.length === 0) return null;
  return (
    <div className={styles.charts}>
      <Section>
        <Chart title="Trials and the best so far" spec={history} height={340} />
      </Section>
      <Section>
        <Chart title="Score by time" spec={time} height={340} />
      </Section>
    </div>
  );
}
