import { useMemo } from 'react';
import type { Explanation } from '../../../../core/contract/explainability.ts';
import { Chart } from '../../../charts/chart.tsx';
import { Section } from '../../../components/section.tsx';
import { interactionPlaces, interactionSpec } from './interaction-spec.ts';

/** How strong pairs of features act together; the diagonal is what each does alone. */
export function InteractionMap(props: {
  explanation: Explanation;
  unit: string;
  onPair: (feature: string, partner: string | null) => void;
}) {
  const { explanation, unit, onPair } = props;
  const places = useMemo(() => interactionPlaces(explanation), [explanation]);
  const spec = useMemo(() => interactionSpec(explanation, places), [explanation, places]);
  if (!spec) return null;
  const left = explanation.features.length - places.length;
  const of =
    left > 0
      ? `The ${places.length} most important of ${explanation.features.length} columns. `
      : '';
  return (
    <Section
      title="Which columns act together"
      description={`${of}Each pair is split between its two cells; the diagonal holds what a column does alone, and colours end at the strongest pair. Click a cell for its dependence.`}
    >
      <Chart
        title={`Mean |SHAP interaction value|, ${unit}`}
        spec={spec}
        height={84 + places.length * 28}
        onSelect={({ indices: [row, column] }) => {
          const feature = explanation.features[places[row ?? -1] ?? -1];
          const partner = explanation.features[places[column ?? -1] ?? -1];
          if (feature === undefined || partner === undefined) return;
          onPair(feature, partner === feature ? null : partner);
        }}
      />
    </Section>
  );
}
