import { Button, SegmentedControl } from '@mantine/core';
import { FileDown, Pencil, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Suite, ValidationResult } from '../../../core/contract/validation.ts';
import { useCommand } from '../../app/commands.ts';
import { client } from '../../client/client.ts';
import { useJob } from '../../client/use-job.ts';
import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatDateTime } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { useReportSelection } from '../reports/report-selection.ts';
import { scoreText } from './quality-words.ts';
import { verdictText } from './result-words.ts';
import styles from './results-tab.module.css';
import { RuleResult } from './rule-result.tsx';
import { useSuiteDrafts } from './suite-drafts.ts';
import { useValidateTab } from './validate-state.ts';

/** One run of a suite: the verdict, and each rule with what was seen. */
export function ResultPanel(props: {
  readonly result: ValidationResult;
  /** Of the version. */
  readonly datasetId: string;
  readonly running: boolean;
  readonly onRun: (suite: string | Suite) => void;
}) {
  const { result, datasetId, running, onRun } = props;
  const [, show] = useValidateTab();
  const broken = result.results.filter(({ success }) => !success);
  const [only, setOnly] = useState<'all' | 'broken'>(broken.length > 0 ? 'broken' : 'all');
  const [open, setOpen] = useState<number | null>(null);
  const suites = useQuery('validation.suites', {});
  const saved = suites.data?.suites.some(({ name }) => name === result.suite_name) ?? false;
  const suite: Suite = {
    name: result.suite_name,
    expectations: result.results.map((each) => each.expectation_config),
    meta: {},
    notes: '',
  };
  const openRules = async (): Promise<void> => {
    const drafts = useSuiteDrafts.getState();
    const open = drafts.drafts.find(({ key }) => key === drafts.open[datasetId]);
    if (open?.name.trim() !== suite.name) {
      const found = saved ? await client.call('validation.showSuite', { name: suite.name }) : suite;
      drafts.show(datasetId, found, saved);
    }
    show('rules', { rule: null });
  };
  const shown = result.results
    .map((each, at) => ({ each, at }))
    .filter(({ each }) => only === 'all' || !each.success);
  return (
    <div className={styles.panel}>
      <Verdict
        result={result}
        running={running}
        onRules={() => void openRules()}
        onAgain={() => onRun(saved ? suite.name : suite)}
      />
      <Section
        title="Rules"
        description={
          only === 'broken' ? 'Those that are broken; open one to see why' : 'Open one to see more'
        }
        actions={
          <SegmentedControl
            aria-label="Rules shown"
            data={[
              { value: 'broken', label: `Broken (${broken.length})` },
              { value: 'all', label: `All (${result.results.length})` },
            ]}
            value={only}
            onChange={(value) => setOnly(value === 'broken' ? 'broken' : 'all')}
          />
        }
        flush
      >
        {shown.length === 0 ? (
          <p className={styles.fine}>
            {result.results.length === 0 ? 'The suite has no rules.' : 'No rule is broken.'}
          </p>
        ) : (
          <ul className={styles.results}>
            {shown.map(({ each, at }) => (
              <RuleResult
                key={at}
                result={each}
                version={result.version}
                open={open === at}
                onToggle={() => setOpen(open === at ? null : at)}
              />
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}

function Verdict(props: {
  readonly result: ValidationResult;
  readonly running: boolean;
  readonly onRules: () => void;
  readonly onAgain: () => void;
}) {
  const { result } = props;
  const report = useReport(result);
  const share = result.statistics.success_percent ?? 100;
  return (
    <div className={styles.verdict} data-success={result.success}>
      <div className={styles.verdictTop}>
        <div className={styles.verdictText}>
          <h2 className={styles.verdictTitle}>{verdictText(result)}</h2>
          <div className={styles.verdictDetail}>
            {result.suite_name} on {result.version.name}@{result.version.number} ·{' '}
            {formatDateTime(result.createdAt)} · quality {scoreText(result.qualityScore)}
          </div>
        </div>
        <Button
          variant="default"
          leftSection={<Pencil size={14} aria-hidden="true" />}
          onClick={props.onRules}
        >
          Rules
        </Button>
        <Button
          variant="default"
          leftSection={<RotateCw size={14} aria-hidden="true" />}
          loading={props.running}
          onClick={props.onAgain}
        >
          Run again
        </Button>
        <Button
          variant="default"
          leftSection={<FileDown size={15} aria-hidden="true" />}
          loading={report.running}
          onClick={report.render}
        >
          Report
        </Button>
      </div>
      <div
        className={styles.share}
        role="img"
        aria-label={`${share.toFixed(1)}% of the rules hold`}
      >
        <span style={{ width: `${share}%` }} />
      </div>
      {report.error && <FailureNotice failure={report.error} />}
    </div>
  );
}

/** Writes the result into one HTML file and opens it in Reports. */
function useReport(result: ValidationResult) {
  const job = useJob('reporting.render', `validation ${result.id}`);
  const select = useReportSelection((state) => state.select);
  const [, go] = useLocation();
  const render = (): void => {
    void job.start({ kind: 'validation', id: result.id }).then((report) => {
      if (!report) return;
      select(report.id);
      go('/reports');
    });
  };
  useCommand({
    id: 'file.export',
    title: `Report on ${result.suite_name}`,
    group: 'File',
    shortcut: 'mod+s',
    run: render,
  });
  return { render, running: job.running, error: job.error };
}
