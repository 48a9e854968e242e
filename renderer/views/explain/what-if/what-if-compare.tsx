import { Group, Select, Table } from '@mantine/core';
import { memo, useState } from 'react';
import type { Version } from '../../../../core/contract/data.ts';
import { Chart } from '../../../charts/chart.tsx';
import type { WaterfallSpec } from '../../../charts/shap-spec.ts';
import { cellText, signedNumber } from '../../../charts/text.ts';
import { formatCount } from '../../../components/format.ts';
import { Section } from '../../../components/section.tsx';
import { WideTable } from '../../../components/wide-table.tsx';
import type { PredictField, Row } from '../../predict/row-values.ts';
import { TakeRow } from '../../predict/take-row.tsx';
import { loadRow } from './load-row.ts';
import type { Scenario } from './scenario-list.tsx';
import { movedText, waterfallHeight, type WhatIf } from './what-if-answer.tsx';
import { changedColumns, type Start } from './what-if-state.ts';
import styles from './what-if.module.css';

/** What the row is compared with: its start, another row of the data, or a kept scenario. */
function ComparePicker(props: {
  fields: readonly PredictField[];
  version: Version | undefined;
  start: Start;
  other: Start | null;
  scenarios: readonly Scenario[];
  onCompare: (other: Start | null) => void;
}) {
  const { fields, version, start, other, scenarios, onCompare } = props;
  const [asking, setAsking] = useState(false);
  const scenario = scenarios.find((each) => other?.title === each.name);
  const value = asking
    ? 'row'
    : other === null
      ? 'none'
      : other.title === start.title
        ? 'start'
        : (scenario?.id ?? 'row');
  const choose = (next: string | null): void => {
    setAsking(next === 'row');
    if (next === 'none') onCompare(null);
    else if (next === 'start') onCompare(start);
    else {
      const found = scenarios.find((each) => each.id === next);
      if (found) onCompare({ title: found.name, origin: null, values: found.row });
    }
  };
  return (
    <Group gap={8} wrap="nowrap" align="flex-end">
      <Select
        label="Compare with"
        w={210}
        data={[
          { value: 'none', label: 'Nothing' },
          { value: 'start', label: start.title },
          ...(version
            ? [{ value: 'row', label: asking || !other ? 'A row of the data' : 'Another row' }]
            : []),
          ...(scenarios.length > 0
            ? [
                {
                  group: 'Scenarios',
                  items: scenarios.map(({ id, name }) => ({ value: id, label: name })),
                },
              ]
            : []),
        ]}
        value={value}
        allowDeselect={false}
        onChange={choose}
      />
      {asking && version && (
        <TakeRow
          label="Row to compare with"
          action="Compare"
          initial={1}
          onTake={async (row) => {
            onCompare(await loadRow(fields, version, row));
            setAsking(false);
          }}
        />
      )}
    </Group>
  );
}

/** Where two rows differ, and what that does. */
function CompareTable(props: { row: Row; answer: WhatIf; other: Start; otherAnswer: WhatIf }) {
  const { row, answer, other, otherAnswer } = props;
  const theirs = new Map(otherAnswer.contributions.map((each) => [each.column, each.contribution]));
  const entries = answer.contributions
    .map(({ column, contribution }) => ({
      column,
      here: row[column] ?? null,
      there: other.values[column] ?? null,
      mine: contribution,
      their: theirs.get(column) ?? 0,
    }))
    .filter(({ here, there, mine, their }) => here !== there || Math.abs(mine - their) > 1e-9)
    .toSorted((a, b) => Math.abs(b.mine - b.their) - Math.abs(a.mine - a.their));
  if (entries.length === 0) return <p className={styles.same}>The same row as {other.title}</p>;
  return (
    <WideTable label="What differs" minWidth={520} maxHeight={430}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Column</Table.Th>
          <Table.Th>As set</Table.Th>
          <Table.Th>{other.title}</Table.Th>
          <Table.Th className="assay-number">Contribution</Table.Th>
          <Table.Th className="assay-number">There</Table.Th>
          <Table.Th className="assay-number">Difference</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map(({ column, here, there, mine, their }) => (
          <Table.Tr key={column}>
            <Table.Td>{column}</Table.Td>
            <Table.Td>
              {here === there ? (
                <span className="assay-muted">{cellText(here)}</span>
              ) : (
                cellText(here)
              )}
            </Table.Td>
            <Table.Td>
              {here === there ? <span className="assay-muted">the same</span> : cellText(there)}
            </Table.Td>
            <Table.Td className="assay-number">{signedNumber(mine)}</Table.Td>
            <Table.Td className="assay-number">{signedNumber(their)}</Table.Td>
            <Table.Td className="assay-number">{signedNumber(mine - their)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}

/** The row as it is set against another one: the other's contributions, and every difference. */
export const Comparison = memo(function Comparison(props: {
  fields: readonly PredictField[];
  version: Version | undefined;
  start: Start;
  row: Row;
  answer: WhatIf | null;
  other: Start | null;
  otherAnswer: WhatIf | null;
  spec: WaterfallSpec | undefined;
  scenarios: readonly Scenario[];
  onCompare: (other: Start | null) => void;
}) {
  const { row, answer, other, otherAnswer, spec, ...picker } = props;
  const shown = answer !== null && other !== null && otherAnswer !== null;
  return (
    <Section
      title="Comparison"
      description={
        shown
          ? `${formatCount(changedColumns(other.values, row).length, 'value differs', 'values differ')}; the prediction is ${movedText(otherAnswer, answer)} from ${other.title}`
          : 'Side by side with its start, another row of the data or a kept scenario'
      }
      actions={<ComparePicker {...picker} other={other} />}
    >
      {shown && (
        <div className={styles.two}>
          {spec && (
            <Chart
              title={`Contributions in ${other.title}`}
              spec={spec}
              height={waterfallHeight(otherAnswer)}
              live
            />
          )}
          <CompareTable row={row} answer={answer} other={other} otherAnswer={otherAnswer} />
        </div>
      )}
    </Section>
  );
});
