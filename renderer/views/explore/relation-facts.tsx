import type { Relation } from '../../../core/contract/eda-relations.ts';
import { formatInteger, formatNumber } from '../../components/format.ts';
import { Stat, StatRow } from '../../components/stat.tsx';
import { pValueText } from './p-value-text.ts';

/** The numbers of a relation: rows, coefficients, test. */
export function RelationFacts({ relation }: { readonly relation: Relation }) {
  const rows = <Stat label="Rows with both" value={formatInteger(relation.rows)} />;
  switch (relation.kind) {
    case 'scatter':
      return (
        <StatRow>
          {rows}
          <Stat label="Pearson r" value={formatNumber(relation.pearson, 3)} />
          <Stat label="Spearman ρ" value={formatNumber(relation.spearman, 3)} />
        </StatRow>
      );
    case 'box':
      return (
        <StatRow>
          {rows}
          <Stat label="Correlation ratio η" value={formatNumber(relation.correlationRatio, 3)} />
          <Stat
            label="Analysis of variance"
            value={pValueText(relation.anova.pValue)}
            hint={`F ${formatNumber(relation.anova.f, 4)}`}
          />
        </StatRow>
      );
    case 'mosaic':
      return (
        <StatRow>
          {rows}
          <Stat label="Cramér’s V" value={formatNumber(relation.cramersV, 3)} />
          <Stat label="Independence" value={pValueText(relation.pValue)} hint="chi-square test" />
        </StatRow>
      );
    default:
      return relation satisfies never;
  }
}
