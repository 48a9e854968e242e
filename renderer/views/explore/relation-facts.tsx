import type { Relation } from '../../../core/contract/eda-relations.ts';
import { formatInteger, formatNumber } from '../../components/format.ts';
import { coefficient, pValueText } from './statistic-text.ts';
import styles from './relations-tab.module.css';

type Fact = readonly [name: string, value: string];

function factsOf(relation: Relation): readonly Fact[] {
  const rows: Fact = ['Rows with both', formatInteger(relation.rows)];
  switch (relation.kind) {
    case 'scatter':
      return [
        rows,
        ['Pearson r', coefficient(relation.pearson)],
        ['Spearman ρ', coefficient(relation.spearman)],
      ];
    case 'box':
      return [
        rows,
        ['Correlation ratio η', coefficient(relation.correlationRatio)],
        ['Analysis of variance', pValueText(relation.anova.pValue)],
        ['F', formatNumber(relation.anova.f, 4)],
      ];
    case 'mosaic':
      return [
        rows,
        ['Cramér’s V', coefficient(relation.cramersV)],
        ['Chi-square test', pValueText(relation.pValue)],
      ];
    default:
      return relation satisfies never;
  }
}

/** The numbers of a relation in one line: rows, coefficients, test. */
export function RelationFacts({ relation }: { readonly relation: Relation }) {
  return (
    <dl className={styles.facts}>
      {factsOf(relation).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
