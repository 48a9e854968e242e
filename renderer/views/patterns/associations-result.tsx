import { Table, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Analysis } from '../../../core/contract/patterns.ts';
import { Chart } from '../../charts/chart.tsx';
import type { ScatterSpec } from '../../charts/spec.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatInteger, formatNumber, formatPercent } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import styles from './patterns.module.css';

type Associations = Extract<Analysis, { kind: 'associations' }>;
type Rule = Associations['rules'][number];

const mostShown = 500;
const textOf = ({ antecedent, consequent }: Rule): string =>
  `${antecedent.join(' and ')} → ${consequent.join(' and ')}`;

function Rules({ output }: { output: Associations }) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = output.rules.filter((rule) => textOf(rule).toLowerCase().includes(wanted));
  return (
    <Section
      title="Rules"
      description="The strongest first: how much more often both come together than by chance (lift)"
      actions={
        <TextInput
          aria-label="Search rules"
          placeholder="Search"
          leftSection={<Search size={14} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      }
      flush
    >
      <WideTable label="Rules" minWidth={760} maxHeight={460}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Where there is</Table.Th>
            <Table.Th>there is</Table.Th>
            <Table.Th className="assay-number">Support</Table.Th>
            <Table.Th className="assay-number">Confidence</Table.Th>
            <Table.Th className="assay-number">Lift</Table.Th>
            <Table.Th className="assay-number">Leverage</Table.Th>
            <Table.Th className="assay-number">Conviction</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.slice(0, mostShown).map((rule) => (
            <Table.Tr key={textOf(rule)}>
              <Table.Td>{rule.antecedent.join(', ')}</Table.Td>
              <Table.Td fw={500}>{rule.consequent.join(', ')}</Table.Td>
              <Table.Td className="assay-number">{formatPercent(rule.support)}</Table.Td>
              <Table.Td className="assay-number">{formatPercent(rule.confidence)}</Table.Td>
              <Table.Td className="assay-number">{formatNumber(rule.lift, 3)}</Table.Td>
              <Table.Td className="assay-number">{formatNumber(rule.leverage, 3)}</Table.Td>
              <Table.Td className="assay-number">
                {rule.conviction === null ? '∞' : formatNumber(rule.conviction, 3)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      {found.length > mostShown && (
        <p className={styles.rest}>
          {formatInteger(found.length - mostShown)} more: search to narrow them down
        </p>
      )}
    </Section>
  );
}

/** Values that come together more often than chance. */
export function AssociationsResult({ output }: { output: Associations }) {
  const spec = useMemo<ScatterSpec>(
    () => ({
      kind: 'scatter',
      x: output.rules.map(({ support }) => support),
      y: output.rules.map(({ confidence }) => confidence),
      xTitle: 'Support',
      yTitle: 'Confidence',
      xKind: 'percent',
      yKind: 'percent',
      names: output.rules.map(textOf),
    }),
    [output],
  );
  if (output.rules.length === 0) {
    return (
      <EmptyState
        icon={<Search size={22} />}
        title="No rule is that strong"
        description={`${formatInteger(output.itemsetCount)} combinations are frequent enough, but none makes a rule. Lower the least support or the least confidence.`}
      />
    );
  }
  return (
    <>
      <StatRow>
        <Stat label="Rules" value={formatInteger(output.ruleCount)} />
        <Stat label="Frequent combinations" value={formatInteger(output.itemsetCount)} />
        <Stat label="Transactions" value={formatInteger(output.transactions)} />
      </StatRow>
      <Rules output={output} />
      <Section title="All rules">
        <Chart spec={spec} height={340} />
      </Section>
    </>
  );
}
