import { Table, Text } from '@mantine/core';
import { useMemo } from 'react';
import { Chart } from '../../../charts/chart.tsx';
import { formatDuration } from '../../../components/format.ts';
import { Section } from '../../../components/section.tsx';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { WideTable } from '../../../components/wide-table.tsx';
import {
  ablationSpec,
  curveSpec,
  learningVerdict,
  spreadSpec,
  type Ablation,
  type Curve,
  type Sensitivity,
} from './experiment-specs.ts';
import { metricName, scoreText } from '../metric-names.ts';
import { parameterText } from '../search/parameter-text.ts';
import { RunRemarks } from '../runs/run-warnings.tsx';
import { studyScore } from '../search/search-specs.ts';
import { useAlgorithmTitles } from '../../../components/use-algorithm-titles.ts';
import search from '../search/search.module.css';

function CurveTable({ curve, xTitle }: { curve: Curve; xTitle: string }) {
  const { title } = metricName(curve.metric.name);
  return (
    <WideTable label="Points of the curve" minWidth={460}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th className="assay-number">{xTitle}</Table.Th>
          <Table.Th className="assay-number">{title}, validation</Table.Th>
          <Table.Th className="assay-number">{title}, training rows</Table.Th>
          <Table.Th className="assay-number">Fit</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {curve.points.map((point, i) => (
          <Table.Tr key={i}>
            <Table.Th scope="row" fw={450} className="assay-number">
              {parameterText(point.at)}
            </Table.Th>
            <Table.Td className="assay-number">
              {studyScore(point.test.mean, point.test.std)}
            </Table.Td>
            <Table.Td className="assay-number">
              {studyScore(point.train.mean, point.train.std)}
            </Table.Td>
            <Table.Td className="assay-number">{formatDuration(point.fitMs)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}

/** A learning or validation curve with its numbers. */
export function CurveResult({ curve }: { curve: Curve }) {
  const titles = useAlgorithmTitles();
  const learning = curve.kind === 'learning';
  const xTitle = learning ? 'Training rows' : (curve.param ?? 'Value');
  const spec = useMemo(
    () => curveSpec(curve.points, { metric: curve.metric.name, xTitle, rows: learning }),
    [curve, xTitle, learning],
  );
  const title = titles.get(curve.algorithm) ?? curve.algorithm;
  return (
    <>
      <Section>
        <Chart
          title={`${learning ? 'Learning curve' : 'Validation curve'}, ${title}`}
          spec={spec}
          height={380}
        />
        <Text size="xs" c="dimmed" mt={6}>
          {learning ? learningVerdict(curve) : ''} Bands are one standard deviation of the folds to
          either side.
        </Text>
      </Section>
      <Section title="Points" flush>
        <CurveTable curve={curve} xTitle={xTitle} />
      </Section>
      <RunRemarks warnings={curve.warnings} />
    </>
  );
}

/** What each group of columns and each step is worth. */
export function AblationResult({ ablation }: { ablation: Ablation }) {
  const titles = useAlgorithmTitles();
  const spec = useMemo(() => ablationSpec(ablation), [ablation]);
  const { title } = metricName(ablation.metric.name);
  const { mean, std } = ablation.baseline;
  return (
    <>
      <Section>
        <Chart
          title={`What each is worth, ${titles.get(ablation.algorithm) ?? ablation.algorithm}`}
          spec={spec}
          height={Math.min(720, Math.max(200, 70 + 26 * ablation.entries.length))}
        />
        <Text size="xs" c="dimmed" mt={6}>
          With everything: {title} {studyScore(mean, std)}. Whiskers hold 95 % of what the loss may
          be; those that cross 0 may be worth nothing.
        </Text>
      </Section>
      <Section title="Left out in turn" flush>
        <WideTable label="Ablation" minWidth={560} maxHeight={420}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Without</Table.Th>
              <Table.Th>Kind</Table.Th>
              <Table.Th className="assay-number">{title}</Table.Th>
              <Table.Th className="assay-number">Lost</Table.Th>
              <Table.Th className="assay-number">95% interval</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {ablation.entries.map((entry) => (
              <Table.Tr key={`${entry.kind} ${entry.name}`}>
                <Table.Th scope="row" fw={450} title={entry.columns.join(', ')}>
                  {entry.name}
                </Table.Th>
                <Table.Td>
                  <ToneBadge tone={entry.kind === 'step' ? 'accent' : 'quiet'}>
                    {entry.kind === 'step' ? 'step' : 'columns'}
                  </ToneBadge>
                </Table.Td>
                <Table.Td className="assay-number">{studyScore(entry.mean, entry.std)}</Table.Td>
                <Table.Td className="assay-number" fw={600}>
                  {scoreText(entry.loss)}
                </Table.Td>
                <Table.Td className="assay-number assay-muted">
                  {entry.low === null || entry.high === null
                    ? '–'
                    : `${scoreText(entry.low)} to ${scoreText(entry.high)}`}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      </Section>
      <RunRemarks warnings={ablation.warnings} />
    </>
  );
}

/** How much the score moves with each parameter. */
export function SensitivityResult({ sensitivity }: { sensitivity: Sensitivity }) {
  const titles = useAlgorithmTitles();
  const { metric, baseline, params, algorithm } = sensitivity;
  const spread = useMemo(() => spreadSpec(sensitivity), [sensitivity]);
  const curves = useMemo(
    () =>
      params
        .toSorted((a, b) => (b.spread ?? 0) - (a.spread ?? 0))
        .map(({ name, points }) => ({
          name,
          spec: curveSpec(points, { metric: metric.name, xTitle: name, rows: false }),
        })),
    [params, metric],
  );
  return (
    <>
      <Section>
        <Chart
          title={`How far each moves the score, ${titles.get(algorithm) ?? algorithm}`}
          spec={spread}
          height={Math.max(160, 70 + 34 * params.length)}
        />
        <Text size="xs" c="dimmed" mt={6}>
          As it is: {metricName(metric.name).title} {studyScore(baseline.mean, baseline.std)}. The
          others stay as they are while one is varied.
        </Text>
      </Section>
      <Section title="Each parameter">
        <div className={search.slices}>
          {curves.map(({ name, spec }) => (
            <Chart key={name} title={name} spec={spec} height={240} />
          ))}
        </div>
      </Section>
      <RunRemarks warnings={sensitivity.warnings} />
    </>
  );
}
