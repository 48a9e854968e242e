import { useMemo, useState } from 'react';
import type { Version } from '../../../../core/contract/data.ts';
import { Chart } from '../../../charts/chart.tsx';
import { treeHeight } from '../../../charts/figures/tree-layout.ts';
import { formatCount, formatNumber, formatPercent } from '../../../components/format.ts';
import { Section } from '../../../components/section.tsx';
import { Stat, StatRow } from '../../../components/stat.tsx';
import { WarningList } from '../../../components/warning-list.tsx';
import { WarningNotice } from '../../../components/warning-notice.tsx';
import { RowsStat } from '../rows-stat.tsx';
import { RuleActions } from '../rows/rule-actions.tsx';
import { SurrogateLeaves } from './surrogate-leaves.tsx';
import {
  fidelityWords,
  nodeRules,
  treeSpec,
  valueTitleOf,
  type NodeRule,
  type Surrogate,
} from './surrogate-rules.ts';
import styles from './surrogate.module.css';

function Numbers({ found }: { found: Surrogate }) {
  return (
    <StatRow>
      <Stat
        label="Fidelity, R²"
        value={formatNumber(found.fidelity, 3)}
        hint={`${fidelityWords(found.fidelity)}; on rows it did not see`}
      />
      {found.agreement !== null && (
        <Stat
          label="Agreement"
          value={formatPercent(found.agreement)}
          hint={`whether ${found.label ?? 'the class'} is likelier than not`}
        />
      )}
      <RowsStat rows={found.rows} of={found.rowsOfVersion} all="that the model was asked about" />
    </StatRow>
  );
}

/** The node that is picked, in words, and what can be done with its rows. */
function Picked(props: { rule: NodeRule; found: Surrogate; version: Version; valueTitle: string }) {
  const { rule, found, version, valueTitle } = props;
  const words = rule.words.join(' and ');
  const said = found.label === null ? formatNumber(rule.value) : formatPercent(rule.value);
  return (
    <div className={styles.picked} role="status">
      <div className={styles.pickedWords}>
        <strong>{words === '' ? 'All rows' : words}</strong>
        <div className="assay-muted">
          {valueTitle} {said} · {formatCount(rule.rows, 'row')}
        </div>
      </div>
      <RuleActions version={version} filter={rule.filter} words={words} />
    </div>
  );
}

/** A small tree that imitates the model: drawn, and as rules. */
export function SurrogateTree(props: { found: Surrogate; target: string; version: Version }) {
  const { found, target, version } = props;
  const [picked, setPicked] = useState<number | null>(null);
  const spec = useMemo(() => treeSpec(found, target, picked), [found, target, picked]);
  const rules = useMemo(() => nodeRules(found), [found]);
  const rule = rules.find(({ index }) => index === picked);
  const valueTitle = valueTitleOf(found, target);
  const pick = (index: number): void => setPicked(index === picked ? null : index);
  return (
    <>
      <Numbers found={found} />
      {found.fidelity < 0.5 && (
        <WarningNotice title="This tree does not stand for the model">
          It explains less than half of how the predictions differ. A deeper tree may; else look at
          the dependence of single columns.
        </WarningNotice>
      )}
      <Section
        title="A small tree that imitates the model"
        description={`${valueTitle.charAt(0).toUpperCase()}${valueTitle.slice(1)} and share of the rows at each node; branches are as wide as the rows that take them. Pick a node for its rows.`}
      >
        <Chart
          title="Surrogate tree"
          spec={spec}
          height={treeHeight(spec.nodes)}
          onSelect={({ indices: [index] }) => index !== undefined && pick(index)}
        />
        {rule && <Picked rule={rule} found={found} version={version} valueTitle={valueTitle} />}
      </Section>
      <Section title="Its rules" description="Pick one for its rows" flush>
        <SurrogateLeaves
          rules={rules}
          valueTitle={
            found.label === null ? `Predicted ${target}` : `Probability of ${found.label}`
          }
          isShare={found.label !== null}
          selected={picked}
          onPick={pick}
        />
      </Section>
      <WarningList warnings={found.warnings.filter(({ kind }) => kind !== 'sample')} />
    </>
  );
}
