import { Loader, Tabs } from '@mantine/core';
import { memo } from 'react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import { useQuery } from '../../../client/use-query.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { absent, formatDateTime, formatDuration } from '../../../components/format.ts';
import { importSource, isImported } from '../../../components/imported-run.ts';
import { Stat, StatRow } from '../../../components/stat.tsx';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { useAlgorithmTitles } from '../../../components/use-algorithm-titles.ts';
import { useDelayed } from '../../../components/use-delayed.ts';
import { WarningNotice } from '../../../components/warning-notice.tsx';
import { MetricFormula } from '../evaluation/scores/metric-formula.tsx';
import { MoreMetrics } from '../evaluation/scores/more-metrics.tsx';
import { RankMetrics } from '../evaluation/scores/rank-metrics.tsx';
import { ResidualPanel } from '../evaluation/residuals/residual-panel.tsx';
import { RunErrors } from '../evaluation/errors/run-errors.tsx';
import { RunFairness } from '../evaluation/fairness/run-fairness.tsx';
import { RunSegments } from '../evaluation/segments/run-segments.tsx';
import {
  headlineMetrics,
  meaningless,
  metricIds,
  metricName,
  scoreText,
  spreadText,
} from '../metric-names.ts';
import { RunActions } from './run-actions.tsx';
import { RunConfusion } from './run-confusion.tsx';
import { RunCurves } from './run-curves.tsx';
import { RunGroups } from './run-groups.tsx';
import { RunLearningCurve } from './run-learning-curve.tsx';
import { RunPipeline } from './run-pipeline.tsx';
import { RunRefinements } from './run-refinements.tsx';
import { RunScores } from './run-scores.tsx';
import { useRunTab } from './run-tab.ts';
import { RunThresholds } from './run-thresholds.tsx';
import { RunRemarks, RunWarnings } from './run-warnings.tsx';
import { useTrainAgain } from './use-train-again.ts';
import styles from '../train.module.css';

type Shown = OutputOf<'tracking.show'>;
type Evaluation = OutputOf<'evaluation.show'>;

function RunHead({ shown }: { shown: Shown }) {
  const { run } = shown;
  const title = useAlgorithmTitles().get(run.algorithm) ?? run.algorithm;
  return (
    <header className={styles.head}>
      <div className={styles.headText}>
        <h2 className={styles.runTitle}>
          {title} → {run.target}
        </h2>
        <div className={styles.runDetail}>
          {isImported(run)
            ? `${importSource(shown)} · on ${run.versionName} · ${formatDateTime(run.startedAt)}`
            : `${run.versionName} · seed ${run.seed} · ${formatDateTime(run.startedAt)} · took ${formatDuration(run.durationMs)}`}
          {!isImported(run) && run.fitMs !== null && ` (fit ${formatDuration(run.fitMs)})`}
          {shown.registered.map((version) => (
            <span key={version.name + version.number} className={styles.registered}>
              <ToneBadge tone={version.stage === 'Production' ? 'good' : 'accent'}>
                {version.name}@{version.number}
                {version.stage === 'None' ? '' : ` · ${version.stage}`}
              </ToneBadge>
            </span>
          ))}
        </div>
      </div>
      <RunActions key={run.id} run={run} />
    </header>
  );
}

function Headline({ run, classes }: { run: Shown['run']; classes: number }) {
  const { metrics } = run;
  const hasTest = Object.keys(metrics).some((name) => name.startsWith('test.'));
  const set = hasTest ? 'test' : 'train';
  const rows = isImported(run) ? 'all rows' : 'training rows';
  const ids = headlineMetrics(run.task, classes).filter((id) => `${set}.${id}` in metrics);
  const crossed = ids.some((id) => typeof metrics[`cv.${id}.mean`] === 'number');
  return (
    <StatRow>
      {ids.map((id) => {
        const mean = metrics[`cv.${id}.mean`];
        const std = metrics[`cv.${id}.std`];
        const train = metrics[`train.${id}`];
        const value = metrics[`${set}.${id}`];
        const doubt = meaningless(id, value);
        return (
          <Stat
            key={id}
            label={hasTest ? metricName(id).title : `${metricName(id).title} (${rows})`}
            value={doubt === null ? scoreText(value) : absent}
            hint={
              doubt ??
              (hasTest || crossed ? (
                <>
                  {crossed && (
                    <span className={styles.hintLine}>
                      {typeof mean === 'number' && `CV ${scoreText(mean, 3)}${spreadText(std)}`}
                    </span>
                  )}
                  <span className={styles.hintLine}>
                    {hasTest && typeof train === 'number' && `train ${scoreText(train, 3)}`}
                  </span>
                </>
              ) : undefined)
            }
          />
        );
      })}
    </StatRow>
  );
}

function Details({ shown, evaluation }: { shown: Shown; evaluation: Evaluation | undefined }) {
  const first = evaluation?.residuals ? 'residuals' : evaluation ? 'curves' : 'scores';
  const [tab, showTab] = useRunTab(shown.run.id, first);
  // `lazy`: mounted when it is opened, because it then asks for what takes a while.
  const tabs: { id: string; title: string; content: React.ReactNode; lazy?: boolean }[] = [
    {
      id: 'scores',
      title: 'Scores',
      content: (
        <div className={styles.stack}>
          <RunScores run={shown.run} evaluation={evaluation} />
          {evaluation && (
            <>
              <MoreMetrics
                evaluation={evaluation}
                shown={metricIds(shown.run.metrics)}
                untested={isImported(shown.run) ? 'All rows' : 'Training rows'}
              />
              <MetricFormula runId={shown.run.id} classes={evaluation.classes?.length ?? 0} />
              <RankMetrics run={shown.run} />
            </>
          )}
          {!isImported(shown.run) && <RunLearningCurve shown={shown} />}
        </div>
      ),
    },
  ];
  if (evaluation && evaluation.task === 'classification')
    tabs.push({ id: 'curves', title: 'Curves', content: <RunCurves evaluation={evaluation} /> });
  if (evaluation?.confusion)
    tabs.push({
      id: 'confusion',
      title: 'Confusion',
      content: <RunConfusion confusion={evaluation.confusion} />,
    });
  if (evaluation?.thresholds)
    tabs.push({
      id: 'thresholds',
      title: 'Thresholds',
      content: (
        <RunThresholds
          runId={shown.run.id}
          trainable={!isImported(shown.run)}
          own={shown.threshold}
          thresholds={evaluation.thresholds}
          rows={evaluation.rows}
          positive={evaluation.classes?.at(-1) ?? 'positive'}
        />
      ),
    });
  if (evaluation?.residuals)
    tabs.push({
      id: 'residuals',
      title: 'Residuals',
      content: <ResidualPanel run={shown.run} residuals={evaluation.residuals} />,
    });
  if (evaluation)
    tabs.push(
      { id: 'groups', title: 'Groups', content: <RunGroups evaluation={evaluation} /> },
      {
        id: 'errors',
        title: 'Errors',
        content: <RunErrors runId={shown.run.id} task={evaluation.task} />,
        lazy: true,
      },
      {
        id: 'fairness',
        title: 'Fairness',
        content: <RunFairness run={shown.run} classes={evaluation.classes ?? []} />,
        lazy: true,
      },
      {
        id: 'segments',
        title: 'Segments',
        content: <RunSegments run={shown.run} classes={evaluation.classes?.length ?? 0} />,
        lazy: true,
      },
    );
  tabs.push({ id: 'pipeline', title: 'Pipeline', content: <RunPipeline shown={shown} /> });
  return (
    <Tabs className={styles.card} value={tab} onChange={showTab}>
      <Tabs.List>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.id} value={tab.id}>
            {tab.title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab.id} value={tab.id} className={styles.panel} keepMounted={!tab.lazy}>
          {tab.content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

const endings: Partial<Record<Shown['run']['status'], string>> = {
  failed: 'This run failed',
  cancelled: 'This run was cancelled',
  interrupted: 'This run was interrupted',
};

/** One run: how good it is, where it errs, what it did to the data. */
export const RunDetail = memo(function RunDetail(props: {
  runId: string;
  onExclude?: (columns: readonly string[]) => void;
}) {
  const shown = useQuery('tracking.show', { run: props.runId });
  const finished = shown.data?.run.status === 'finished';
  const evaluation = useQuery('evaluation.show', finished ? { run: props.runId } : null);
  const again = useTrainAgain();
  const late = useDelayed(shown.loading || evaluation.loading);
  if (shown.error) return <FailureNotice failure={shown.error} />;
  if (!shown.data || (finished && evaluation.loading))
    return (
      <div style={{ minHeight: 400 }}>{late && <Loader size="sm" aria-label="Loading" />}</div>
    );
  const { run, model, warnings, pipeline } = shown.data;
  // Of a calibrated model the warning tells what the cross-validated scores are of.
  const calibrated = pipeline.some(({ step }) => step === 'calibration' || step === 'threshold');
  const off = !calibrated && warnings.some(({ kind }) => kind === 'calibration');
  return (
    <div className={styles.stack}>
      <RunHead shown={shown.data} />
      {endings[run.status] && (
        <WarningNotice title={endings[run.status]}>
          {run.status === 'failed' && run.error !== null ? run.error : 'No model was kept.'}
        </WarningNotice>
      )}
      <RunWarnings
        warnings={warnings}
        onExclude={props.onExclude}
        onCalibrate={
          off && again ? () => again(shown.data!, { calibration: 'isotonic' }) : undefined
        }
      />
      {finished && <Headline run={run} classes={model?.classes?.length ?? 0} />}
      <RunRefinements shown={shown.data} />
      {evaluation.error && <FailureNotice failure={evaluation.error} />}
      {finished && <Details key={run.id} shown={shown.data} evaluation={evaluation.data} />}
      <RunRemarks warnings={warnings} told={off && again ? ['calibration'] : []} />
    </div>
  );
});
