import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Chart } from '../../../renderer/charts/chart.tsx';
import type { ChartBrush } from '../../../renderer/charts/spec.ts';
import { specs } from './specs.ts';

/** The chart that the address names, with every second point selected once a region was drawn. */
function BenchChart({ name, points }: { name: string; points: number }) {
  const spec = useMemo(() => specs[name]!(points), [name, points]);
  const [brush, setBrush] = useState<ChartBrush | null>(null);
  const marks = useMemo(() => {
    const count = 'rows' in spec ? spec.rows.length : points;
    const selected = brush && Array.from({ length: count }, (_, i) => i % 2 === 0);
    return { selected, brush };
  }, [spec, brush, points]);
  return (
    <>
      <output>{brush ? 'brushed' : ''}</output>
      <Chart title={name} spec={spec} height={420} marks={marks} onBrush={setBrush} />
    </>
  );
}

const asked = new URLSearchParams(window.location.search);
createRoot(document.getElementById('root')!).render(
  <MantineProvider>
    <BenchChart name={asked.get('chart') ?? 'scatter'} points={Number(asked.get('points'))} />
  </MantineProvider>,
);
