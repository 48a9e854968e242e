import { Table, Tooltip } from '@mantine/core';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { Fragment, useMemo, useState } from 'react';
import type { DriftColumn, DriftReport } from '../../../core/contract/monitoring.ts';
import { Chart } from '../../charts/chart.tsx';
import { MiniBars } from '../../charts/mini-bars.tsx';
import { useChartTheme } from '../../charts/theme.ts';
import { formatInteger, formatNumber, formatPercent } from '../../components/format.ts';
import { ToneBadge } from '../../components/tone-badge.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import {
  distributionSpec,
  driftSides,
  scoreMeaning,
  testTitle,
  verdictTones,
  type DriftSides,
} from './drift-words.ts';
import styles from './monitor.module.css';

type Side = DriftColumn['reference'];

/** Reference and current colour, for whoever has not seen a chart's legend. */
export function DriftKey({ sides = driftSides }: { sides?: DriftSides }) {
  const theme = useChartTheme();
  return (
    <span className={styles.key} aria-hidden>
      <span>
        <span className={styles.swatch} style={{ background: theme.colors[0], opacity: 0.6 }} />
        {sides.reference}
      </span>
      <span>
        <span
          className={styles.swatch}
          style={{ boxShadow: `inset 0 0 0 1.5px ${theme.colors[1]}` }}
        />
        {sides.current}
      </span>
    </span>
  );
}

function Detail({ column, sides }: { column: DriftColumn; sides: DriftSides }) {
  const spec = useMemo(() => distributionSpec(column, sides), [column, sides]);
  const facts: readonly [string, (side: Side) => string][] = [
    ['Rows', (side) => formatInteger(side.rows)],
    [
      'Missing',
      (side) =>
        `${formatInteger(side.missing)} (${formatPercent(side.rows === 0 ? 0 : side.missing / side.rows)})`,
    ],
    ...(column.kind === 'numeric'
      ? ([
          ['Mean', (side) => formatNumber(side.mean)],
          ['Standard deviation', (side) => formatNumber(side.std)],
        ] as [string, (side: Side) => string][])
      : []),
  ];
  return (
    <div className={styles.detail}>
      <Chart title={`Distribution of ${column.column}`} spec={spec} height={260} />
      <Table aria-label={`Facts on ${column.column}`} style={{ alignSelf: 'start' }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th />
            <Table.Th className="assay-number">{sides.reference}</Table.Th>
            <Table.Th className="assay-number">{sides.current}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {facts.map(([name, text]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={450}>
                {name}
              </Table.Th>
              <Table.Td className="assay-number">{text(column.reference)}</Table.Td>
              <Table.Td className="assay-number">{text(column.current)}</Table.Td>
            </Table.Tr>
          ))}
          {column.statistic !== null && (
            <Table.Tr>
              <Table.Th scope="row" fw={450}>
                Test statistic
              </Table.Th>
              <Table.Td colSpan={2} className="assay-number">
                {formatNumber(column.statistic)}
              </Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface Line {
  readonly key: string;
  readonly column: DriftColumn;
  readonly role: 'prediction' | 'target' | null;
}

function ColumnRow(props: { line: Line; sides: DriftSides; open: boolean; onToggle: () => void }) {
  const { sides } = props;
  const { column, role } = props.line;
  const Chevron = props.open ? ChevronDown : ChevronRight;
  return (
    <Table.Tr className={styles.row} data-open={props.open} onClick={props.onToggle}>
      <Table.Td>
        <button
          type="button"
          className={styles.name}
          aria-expanded={props.open}
          title={column.column}
          onClick={(event) => {
            event.stopPropagation();
            props.onToggle();
          }}
        >
          <Chevron size={14} aria-hidden />
          <span className={styles.nameText}>{column.column}</span>
          {role && <ToneBadge tone="accent">{role}</ToneBadge>}
        </button>
      </Table.Td>
      {!sides.compact && <Table.Td className="assay-muted">{column.kind}</Table.Td>}
      <Table.Td>
        <MiniBars
          values={column.distribution.reference}
          overlay={column.distribution.current}
          label={`${sides.reference} and ${sides.current.toLowerCase()} distribution of ${column.column}`}
        />
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{testTitle(column.test)}</Table.Td>
      <Table.Td className="assay-number">
        <Tooltip label={scoreMeaning(column)}>
          <span>{formatNumber(column.score, 4)}</span>
        </Tooltip>
      </Table.Td>
      {!sides.compact && (
        <Table.Td className="assay-number assay-muted">{formatNumber(column.threshold)}</Table.Td>
      )}
      <Table.Td className="assay-number">
        <span className={styles.effect}>
          {formatNumber(column.effect, 2)}
          <span className={styles.effectTrack} aria-hidden>
            <span
              className={styles.effectFill}
              data-drifted={column.drifted}
              style={{ display: 'block', width: `${Math.min(1, column.effect) * 100}%` }}
            />
          </span>
        </span>
      </Table.Td>
      <Table.Td>
        <ToneBadge tone={column.drifted ? verdictTones[column.verdict] : 'good'}>
          {column.drifted ? `${sides.drifted}, ${column.verdict}` : sides.stable}
        </ToneBadge>
      </Table.Td>
    </Table.Tr>
  );
}

/** Every column with its test, most moved first; each opens to its distributions. */
export function DriftTable(props: {
  report: Pick<DriftReport, 'columns' | 'prediction' | 'target'>;
  sides?: DriftSides;
}) {
  const { report, sides = driftSides } = props;
  const [open, setOpen] = useState<string | null>(null);
  const lines: Line[] = [
    ...(report.prediction
      ? [{ key: '.prediction', column: report.prediction, role: 'prediction' as const }]
      : []),
    ...(report.target ? [{ key: '.target', column: report.target, role: 'target' as const }] : []),
    ...report.columns.map((column) => ({ key: `column ${column.column}`, column, role: null })),
  ];
  return (
    <WideTable label="Drift by column" minWidth={820}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Column</Table.Th>
          {!sides.compact && <Table.Th>Kind</Table.Th>}
          <Table.Th>Distribution</Table.Th>
          <Table.Th>Test</Table.Th>
          <Table.Th className="assay-number">Score</Table.Th>
          {!sides.compact && <Table.Th className="assay-number">Threshold</Table.Th>}
          <Table.Th className="assay-number">Effect</Table.Th>
          <Table.Th>Verdict</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map((line) => (
          <Fragment key={line.key}>
            <ColumnRow
              line={line}
              sides={sides}
              open={open === line.key}
              onToggle={() => setOpen(open === line.key ? null : line.key)}
            />
            {open === line.key && (
              <Table.Tr>
                <Table.Td colSpan={sides.compact ? 6 : 8}>
                  <Detail column={line.column} sides={sides} />
                </Table.Td>
              </Table.Tr>
            )}
          </Fragment>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}
