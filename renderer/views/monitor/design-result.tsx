import { Table } from '@mantine/core';
import { useMemo } from 'react';
import type { InputOf } from '../../../core/contract/contract.ts';
import { Chart } from '../../charts/chart.tsx';
import { formatInteger, formatNumber, formatPercent } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import {
  boundsSpec,
  designSentence,
  looksSentence,
  powerSpec,
  type Design,
} from './design-words.ts';
import styles from './monitor.module.css';

function pText(p: number): string {
  return p < 0.0001 ? '<0.0001' : p.toFixed(4);
}

function Looks({ design, sides }: { design: Design; sides: 1 | 2 }) {
  return (
    <WideTable label="Looks" minWidth={560}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Look</Table.Th>
          <Table.Th className="assay-number">Rows so far</Table.Th>
          <Table.Th className="assay-number">Stop beyond {sides === 2 ? '|z|' : 'z'}</Table.Th>
          <Table.Th className="assay-number">Stop below p</Table.Th>
          <Table.Th className="assay-number">Significance spent</Table.Th>
          <Table.Th className="assay-number">Stopped by then</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {design.looks.map((look, i) => (
          <Table.Tr key={i}>
            <Table.Th scope="row" fw={500}>
              {i + 1}
            </Table.Th>
            <Table.Td className="assay-number">{formatInteger(look.rows)}</Table.Td>
            <Table.Td className="assay-number">{look.z.toFixed(3)}</Table.Td>
            <Table.Td className="assay-number">{pText(look.alpha)}</Table.Td>
            <Table.Td className="assay-number">{pText(look.spent)}</Table.Td>
            <Table.Td className="assay-number">{formatPercent(look.power)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}

/** Rows, power and looks of a test, and what that means. */
export function DesignResult(props: { input: InputOf<'evaluation.design'>; design: Design }) {
  const { input, design } = props;
  const sides = input.sides === 1 ? 1 : 2;
  const several = design.looks.length > 0;
  const power = useMemo(() => powerSpec(design), [design]);
  const bounds = useMemo(
    () => (several ? boundsSpec(design, sides) : null),
    [design, sides, several],
  );
  const early = looksSentence(design);
  const ofRates = input.kind !== 'means';
  return (
    <div className={styles.stack}>
      <div className={styles.sentence} role="status">
        <p>{designSentence(input, design)}</p>
        {early !== null && <p className="assay-muted">{early}</p>}
      </div>
      <StatRow>
        <Stat label="Rows of A" value={formatInteger(design.rowsA)} />
        <Stat label="Rows of B" value={formatInteger(design.rowsB)} />
        <Stat
          label={several ? 'Rows to expect' : 'Rows in all'}
          value={formatInteger(Math.round(design.expectedRows))}
          hint={several ? 'with the effect' : 'of A and B'}
        />
        <Stat label="Power" value={formatPercent(design.power, 2)} hint="with these rows" />
        <Stat
          label="Effect size"
          value={formatNumber(design.effectSize, 3)}
          hint={ofRates ? 'Cohen’s h' : 'Cohen’s d'}
        />
      </StatRow>
      <div className={bounds ? styles.pair : undefined}>
        <Section>
          <Chart
            title={several ? 'Power by rows, with one look' : 'Power by rows'}
            spec={power}
            height={320}
          />
        </Section>
        {bounds && (
          <Section>
            <Chart title="When to stop" spec={bounds} height={320} />
          </Section>
        )}
      </div>
      {several && (
        <Section title="Looks" flush>
          <Looks design={design} sides={sides} />
        </Section>
      )}
      <p className={styles.method}>
        {ofRates
          ? 'Rates by Cohen’s arcsine transformation and the normal distribution.'
          : 'Means by the noncentral t distribution.'}
        {several &&
          ` Bounds by alpha spending (Lan & DeMets 1983), at looks after equal numbers of rows.`}
      </p>
    </div>
  );
}
