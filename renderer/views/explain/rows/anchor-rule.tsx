import type { OutputOf } from '../../../../core/contract/contract.ts';
import type { Version } from '../../../../core/contract/data.ts';
import { formatInteger, formatNumber, formatPercent } from '../../../components/format.ts';
import { Stat, StatRow } from '../../../components/stat.tsx';
import { WarningList } from '../../../components/warning-list.tsx';
import { WarningNotice } from '../../../components/warning-notice.tsx';
import { JobPanel } from '../../explore/job-panel.tsx';
import { conditionWords } from './condition-words.ts';
import { rowName } from '../explanation-specs.ts';
import { RuleActions } from './rule-actions.tsx';
import { useRowJob } from './use-row-job.ts';
import type { WayProps } from './other-ways.tsx';
import styles from './other-ways.module.css';

type Anchor = OutputOf<'explainability.anchor'>;

/** The rule, a line a condition, as it would be told. */
function Rule({ found, target }: { found: Anchor; target: string }) {
  const { conditions, prediction } = found;
  const said = typeof prediction === 'number' ? formatNumber(prediction) : prediction;
  return (
    <div className={styles.rule} role="group" aria-label="Rule">
      {conditions.length === 0 ? (
        <p>
          <span className={styles.word}>Whatever</span> the columns say
        </p>
      ) : (
        conditions.map((condition, i) => (
          <p key={condition}>
            <span className={styles.word}>{i === 0 ? 'If' : 'and'}</span>{' '}
            {conditionWords(condition)}
          </p>
        ))
      )}
      <p>
        <span className={styles.word}>then</span> {target} is predicted{' '}
        {typeof prediction === 'number' ? 'like ' : ''}
        <strong>{said}</strong>
      </p>
    </div>
  );
}

function Shown(props: {
  found: Anchor;
  target: string;
  row: number;
  version: Version | undefined;
}) {
  const { found, target, row, version } = props;
  // What counts as alike for numbers is no warning but part of the answer.
  const alike = found.warnings.filter(({ kind }) => kind === 'range');
  const warnings = found.warnings.filter(({ kind }) => kind !== 'range');
  const words = found.conditions.map(conditionWords).join(' and ');
  return (
    <div className={styles.way}>
      {!found.reached && (
        <WarningNotice title="No rule holds the prediction firmly enough">
          This is the firmest that was found. {rowName(row)} may lie near a border of the model,
          where small changes turn the prediction.
        </WarningNotice>
      )}
      <WarningList warnings={warnings} />
      <Rule found={found} target={target} />
      <StatRow>
        <Stat
          label="Precision"
          value={formatPercent(found.precision)}
          hint={`95 % interval ${formatPercent(found.low)} to ${formatPercent(found.high)}`}
        />
        <Stat
          label="Coverage"
          value={formatPercent(found.coverage)}
          hint="of the training rows meet the conditions"
        />
        <Stat
          label="Asked for"
          value={found.reached ? 'reached' : 'not reached'}
          hint="precision of at least 95 %"
        />
      </StatRow>
      <RuleActions version={version} filter={found.filter} words={words} />
      <p className={styles.quiet}>
        Precision is how often rows drawn where the conditions hold are predicted alike; the model
        was asked about {formatInteger(found.samples)} of them.
        {alike.map(({ message }) => ` ${message}`)}
      </p>
    </div>
  );
}

/** A rule that holds the prediction of one row in place. */
export function AnchorRule({ modelId, versionId, row, target, version, active }: WayProps) {
  const input = { model: modelId, version: versionId, row };
  const job = useRowJob('explainability.anchor', input, active);
  return (
    <JobPanel job={job}>
      {(found) => <Shown found={found} target={target} row={row} version={version} />}
    </JobPanel>
  );
}
