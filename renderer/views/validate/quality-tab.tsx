import { Button, Select } from '@mantine/core';
import { Check, Settings2, X } from 'lucide-react';
import { useLocation } from 'wouter';
import type { OutputOf } from '../../../core/contract/contract.ts';
import type { Version } from '../../../core/contract/data.ts';
import type { Quality } from '../../../core/contract/validation.ts';
import { useQuery } from '../../client/use-query.ts';
import { formatPercent } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { JobPanel } from '../explore/job-panel.tsx';
import { useAutoJob } from '../explore/use-auto-job.ts';
import { PromoteButton } from './promote-button.tsx';
import { QualityRing } from './quality-ring.tsx';
import styles from './quality-tab.module.css';
import { dimensions, type Gate, gateText, gateVerdict, scoreText } from './quality-words.ts';
import { useValidateState, useValidateTab } from './validate-state.ts';
import view from './validate-view.module.css';

/** The quality score of the version, its five parts, and the gates it passes. */
export function QualityTab({ version }: { readonly version: Version }) {
  const settings = useQuery('workspace.settings', {});
  const suites = useQuery('validation.suites', {});
  const results = useQuery('validation.results', { version: version.id, limit: 1 });
  // Nothing was chosen yet: the rules that were run last count.
  const chosen = useValidateState((state) => state.scoreSuites[version.datasetId]);
  const wanted = chosen === undefined ? results.data?.results[0]?.suite : chosen;
  const suite = suites.data?.suites.find(({ name }) => name === wanted) ?? null;
  const ready = !settings.loading && !suites.loading && !results.loading;
  const job = useAutoJob(
    'validation.score',
    ready ? { version: version.id, ...(suite ? { suite: suite.name } : {}) } : null,
    // other weights, gates or rules ask for another score
    JSON.stringify([settings.data?.gates, settings.data?.quality, suite?.updatedAt]),
  );
  return (
    <div className={view.content}>
      <JobPanel job={job}>
        {(score) => <Score score={score} version={version} suite={suite?.name ?? null} />}
      </JobPanel>
    </div>
  );
}

function Score(props: {
  readonly score: OutputOf<'validation.score'>;
  readonly version: Version;
  readonly suite: string | null;
}) {
  const { quality, gates } = props.score;
  const { version, suite } = props;
  const [, go] = useLocation();
  return (
    <>
      <div className={styles.top}>
        <Section
          title="Quality score"
          description={`${version.datasetName}@${version.number}, ${suite === null ? 'without rules' : `with the rules of ${suite}`}`}
          actions={<SuiteSelect datasetId={version.datasetId} chosen={suite} />}
        >
          <div className={styles.score}>
            <QualityRing score={quality.score} gates={gates} />
            <Dimensions quality={quality} />
          </div>
        </Section>
        <Section
          title="Gates"
          description={gateVerdict(gates)}
          actions={
            <Button
              variant="subtle"
              leftSection={<Settings2 size={14} aria-hidden="true" />}
              onClick={() => go('/settings')}
            >
              Thresholds
            </Button>
          }
        >
          <Gates gates={gates} score={quality.score} />
          <PromoteButton version={version} gates={gates} suite={suite} />
        </Section>
      </div>
      <Reasons quality={quality} gates={gates} suite={suite} />
    </>
  );
}

/** Whose rules count for validity. */
function SuiteSelect(props: { readonly datasetId: string; readonly chosen: string | null }) {
  const suites = useQuery('validation.suites', {});
  const scoreWith = useValidateState((state) => state.scoreWith);
  const names = (suites.data?.suites ?? []).map(({ name }) => name);
  if (names.length === 0) return null;
  return (
    <Select
      aria-label="Rules that count for validity"
      placeholder="No rules"
      clearable
      clearButtonProps={{ 'aria-label': 'Count no rules' }}
      w={200}
      data={names}
      value={props.chosen}
      onChange={(suite) => scoreWith(props.datasetId, suite)}
    />
  );
}

function Dimensions({ quality }: { readonly quality: Quality }) {
  return (
    <table className={styles.dimensions} aria-label="Dimensions of quality">
      <tbody>
        {dimensions.map(({ id, title, meaning }) => {
          const share = quality.dimensions[id];
          const weight = quality.weights[id];
          return (
            <tr key={id}>
              <th scope="row">
                {title}
                <div className={styles.meaning}>{meaning}</div>
              </th>
              <td className={styles.track}>
                <div className={styles.bar} aria-hidden="true">
                  {share !== null && <span style={{ width: `${share * 100}%` }} />}
                </div>
              </td>
              <td className={styles.share}>
                {share === null ? <span className="assay-muted">–</span> : formatPercent(share)}
              </td>
              <td className={styles.weight}>
                {weight === undefined ? 'cannot be told' : `counts ${formatPercent(weight, 0)}`}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Gates({ gates, score }: { readonly gates: readonly Gate[]; readonly score: number }) {
  return (
    <ul className={styles.gates}>
      {gates.map((gate) => (
        <li key={gate.layer} className={styles.gate} data-passed={gate.passed}>
          <span className={styles.sign} aria-hidden="true">
            {gate.passed ? (
              <Check size={14} strokeWidth={2.6} />
            ) : (
              <X size={14} strokeWidth={2.6} />
            )}
          </span>
          <span className={styles.layer}>{gate.layer}</span>
          <span className={styles.gateText}>{gateText(gate, score)}</span>
        </li>
      ))}
    </ul>
  );
}

function Reasons(props: {
  readonly quality: Quality;
  readonly gates: readonly Gate[];
  readonly suite: string | null;
}) {
  const { quality, gates, suite } = props;
  const [, show] = useValidateTab();
  const groups = dimensions.flatMap(({ id, title }) => {
    const messages = quality.detail.filter(({ dimension }) => dimension === id);
    return messages.length === 0 ? [] : [{ id, title, messages }];
  });
  return (
    <Section
      title="What moved the score"
      description={`${scoreText(quality.score, gates)} of 100 is the weighted mean of the dimensions that can be told`}
      actions={
        suite === null && (
          <Button variant="subtle" onClick={() => show('rules')}>
            Write rules for it
          </Button>
        )
      }
    >
      {groups.length === 0 ? (
        <p className={styles.nothing}>Nothing: no cell is missing, repeated or out of place.</p>
      ) : (
        <dl className={styles.reasons}>
          {groups.map(({ id, title, messages }) => (
            <div key={id} className={styles.reason}>
              <dt>{title}</dt>
              {messages.map(({ message }) => (
                <dd key={message}>{message}</dd>
              ))}
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}
