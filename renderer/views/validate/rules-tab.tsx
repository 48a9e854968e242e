import { Button } from '@mantine/core';
import { FileUp, ListChecks, Sparkles } from 'lucide-react';
import type { Version } from '../../../core/contract/data.ts';
import { useCommand } from '../../app/commands.ts';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ColumnPane } from './column-pane.tsx';
import { ImportedDialog } from './imported-dialog.tsx';
import { RuleForm } from './rule-form.tsx';
import { RuleList } from './rule-list.tsx';
import styles from './rules-tab.module.css';
import { SuiteBar } from './suite-bar.tsx';
import { changeRule } from './suite-draft.ts';
import { type SuiteControls, useSuiteControls } from './use-suite-controls.ts';
import { useValidateState } from './validate-state.ts';

/** Builds a suite: columns at the left, their rules, and the form of the one that is open. */
export function RulesTab({ version }: { readonly version: Version }) {
  const suite = useSuiteControls(version);
  const { draft, job, failure, note, imported } = suite;
  return (
    <div className={styles.frame}>
      {(draft || !suite.loading) && <SuiteBar suite={suite} />}
      {job && (
        <div className={styles.notice}>
          <JobProgress job={job.job} onCancel={job.cancel} />
        </div>
      )}
      {failure && (
        <div className={styles.notice}>
          <FailureNotice failure={failure} onClose={suite.dismiss} />
        </div>
      )}
      <div className={styles.note} role="status">
        {note}
      </div>
      {draft ? (
        <Builder suite={suite} version={version} />
      ) : (
        !suite.loading && <NoSuite suite={suite} version={version} />
      )}
      {imported && <ImportedDialog imported={imported} onClose={suite.closeImported} />}
    </div>
  );
}

function Builder({ suite, version }: { readonly suite: SuiteControls; readonly version: Version }) {
  const { draft, edit } = suite;
  const wanted = useValidateState((state) => state.rule);
  useCommand({
    id: 'file.export',
    title: 'Save the suite',
    group: 'File',
    shortcut: 'mod+s',
    run: () => void suite.save(),
  });
  useCommand({
    id: 'validation.run',
    title: 'Run the suite',
    group: 'Data',
    shortcut: 'mod+Enter',
    keywords: 'validate check rules',
    run: () => void suite.run(),
  });
  if (!draft) return null;
  const rule = draft.rules.find(({ key }) => key === wanted) ?? null;
  return (
    <div className={styles.split}>
      <ColumnPane version={version} draft={draft} />
      <RuleList version={version} draft={draft} edit={edit} />
      {rule && (
        <RuleForm
          key={`${draft.key} ${rule.key}`}
          version={version}
          expectation={rule.expectation}
          onChange={(expectation, field) =>
            edit('Change a rule', changeRule(draft, rule.key, expectation), `${rule.key} ${field}`)
          }
        />
      )}
    </div>
  );
}

function NoSuite({ suite, version }: { readonly suite: SuiteControls; readonly version: Version }) {
  const { data } = useQuery('validation.suites', {});
  const others = data?.suites.length ?? 0;
  return (
    <EmptyState
      icon={<ListChecks size={22} />}
      title={`No rules for ${version.datasetName} yet`}
      description={
        others > 0
          ? 'A suite is a list of rules that data must keep. Start from rules that this version keeps already, or open one of the saved suites above.'
          : 'A suite is a list of rules that data must keep. Start from rules that this version keeps already, and tighten them.'
      }
      action={
        <>
          <Button
            leftSection={<Sparkles size={15} aria-hidden="true" />}
            loading={suite.suggesting}
            onClick={() => void suite.suggest()}
          >
            Suggest from this version
          </Button>
          <Button variant="default" onClick={suite.start}>
            Start empty
          </Button>
          <Button
            variant="default"
            leftSection={<FileUp size={15} aria-hidden="true" />}
            onClick={suite.chooseFile}
          >
            Import a suite
          </Button>
        </>
      }
    />
  );
}
