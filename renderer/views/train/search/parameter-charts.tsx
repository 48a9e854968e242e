import { Select, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { StudyResult } from '../../../../core/contract/tuning.ts';
import { Chart } from '../../../charts/chart.tsx';
import type { BarSpec } from '../../../charts/spec.ts';
import { contourSpec, parallelSpec, parametersByImportance, sliceSpec } from './parameter-axes.ts';
import styles from './search.module.css';

const few = (
  <Text size="sm" c="dimmed">
    There are too few complete trials to draw this yet.
  </Text>
);

/** All parameters side by side, one line a trial. */
export function ParallelChart({ result }: { result: StudyResult }) {
  const spec = useMemo(() => parallelSpec(result), [result]);
  if (!spec) return few;
  return (
    <>
      <Chart title="Parallel coordinates" spec={spec} height={380} />
      <Text size="xs" c="dimmed" mt={6}>
        The stronger the colour, the better the trial. Drag along an axis to pick out lines; press
        it to let go.
      </Text>
    </>
  );
}

/** How much of the difference between trials each parameter explains. */
export function ImportanceChart({ result }: { result: StudyResult }) {
  const spec = useMemo<BarSpec | null>(() => {
    const names = parametersByImportance(result).filter((name) => name in result.importance);
    if (names.length === 0) return null;
    return {
      kind: 'bar',
      labels: names,
      series: [{ name: 'Importance', values: names.map((name) => result.importance[name]!) }],
      labelTitle: 'Parameter',
      valueTitle: 'Share of the variance (fANOVA)',
      valueKind: 'percent',
    };
  }, [result]);
  if (!spec) return few;
  return (
    <Chart
      title="Importance of the parameters"
      spec={spec}
      height={Math.max(160, 70 + 34 * spec.labels.length)}
    />
  );
}

/** One small scatter a parameter. */
export function SliceCharts({ result }: { result: StudyResult }) {
  const slices = useMemo(
    () =>
      parametersByImportance(result).flatMap((name) => {
        const spec = sliceSpec(result, name);
        return spec && spec.x.length > 0 ? [{ name, spec }] : [];
      }),
    [result],
  );
  if (slices.length === 0) return few;
  return (
    <div className={styles.slices}>
      {slices.map(({ name, spec }) => (
        <Chart key={name} title={name} spec={spec} height={230} />
      ))}
    </div>
  );
}

/** The surface of two parameters of choice. */
export function ContourChart({ result }: { result: StudyResult }) {
  const names = useMemo(() => parametersByImportance(result), [result]);
  const [chosen, choose] = useState<{ x: string | null; y: string | null }>({ x: null, y: null });
  const x = chosen.x ?? names[0] ?? '';
  const y = chosen.y ?? names[1] ?? '';
  const spec = useMemo(() => contourSpec(result, x, y), [result, x, y]);
  if (names.length < 2)
    return (
      <Text size="sm" c="dimmed">
        One parameter was searched: there is no surface to draw.
      </Text>
    );
  return (
    <>
      <div className={styles.pickers}>
        <Select
          label="Across"
          data={names.filter((name) => name !== y)}
          value={x}
          allowDeselect={false}
          onChange={(next) => next !== null && choose({ x: next, y })}
        />
        <Select
          label="Up"
          data={names.filter((name) => name !== x)}
          value={y}
          allowDeselect={false}
          onChange={(next) => next !== null && choose({ x, y: next })}
        />
      </div>
      {spec ? <Chart title={`Score over ${x} and ${y}`} spec={spec} height={400} /> : few}
    </>
  );
}
