import type { Explanation, ShapWay } from '../../../core/contract/explainability.ts';
import { formatCount, formatInteger, formatNumber } from '../../components/format.ts';

export type ShapMethod = Explanation['method'];
export type ShapUnit = NonNullable<Explanation['unit']>;

/** What a method is called. */
export const methodTitles: Readonly<Record<ShapMethod, string>> = {
  tree_path_dependent: 'TreeSHAP, path dependent',
  tree_interventional: 'TreeSHAP, interventional',
  linear: 'Linear SHAP',
  linear_correlated: 'Linear SHAP, correlated',
  exact: 'All combinations',
  kernel: 'Kernel SHAP',
  permutation: 'Permutation SHAP',
};

/** What it does, in a few words. */
export const methodWords: Readonly<Record<ShapMethod, string>> = {
  tree_path_dependent:
    'exact; unknown columns follow the training rows in each branch of the trees',
  tree_interventional: 'exact; unknown columns take the values of background rows',
  linear: 'exact; coefficient × distance from the mean',
  linear_correlated: 'effects are shared between columns that go together',
  exact: 'exact; every set of columns is tried, up to 16 columns',
  kernel: 'sampled sets of columns, weighted; with standard error',
  permutation: 'columns join in random orders, both ways; with standard error',
};

export const unitWords: Readonly<Record<ShapUnit, string>> = {
  value: 'in the unit of the target',
  log: 'in the logarithm of the target',
  log_odds: 'in log-odds of the class',
  score: 'in the score of the class',
  probability: 'in probability of the class',
};

/** What an output of a model is called: `raw` may be log-odds, a score or the value itself. */
export function outputTitle({ output, unit }: Pick<ShapWay, 'output' | 'unit'>): string {
  if (output === 'probability') return 'Probability';
  const raw: Readonly<Record<ShapUnit, string>> = {
    value: 'Value',
    log: 'Logarithm',
    log_odds: 'Log-odds',
    score: 'Score',
    probability: 'Probability, as the trees give it',
  };
  return raw[unit];
}

function rowsText({ rows, versionRows = rows, asked }: Explanation, data: string): string {
  if (rows >= versionRows) return `${rows > 1 ? 'all ' : ''}${formatCount(rows, 'row')} of ${data}`;
  const how = (asked?.limit ?? null) === null ? 'drawn evenly' : 'the first';
  return `${formatInteger(rows)} of ${formatCount(versionRows, 'row')} of ${data}, ${how}`;
}

function backgroundText({ background }: Explanation, name: (versionId: string) => string): string {
  if (!background) return '';
  const of = background.rows < background.of ? ` of ${formatInteger(background.of)}` : '';
  const rows = `${formatInteger(background.rows)}${of} ${background.of === 1 ? 'row' : 'rows'}`;
  return `background ${rows} of ${name(background.versionId)}`;
}

/** The largest of the standard errors of the values, by feature. */
function errorText({ standardError }: Explanation): string {
  if (!standardError) return '';
  const most = Object.entries(standardError).toSorted(([, a], [, b]) => b - a)[0];
  return most ? `standard error up to ${formatNumber(most[1], 2)} (${most[0]})` : '';
}

/** What an explanation is of and how it was made, in one line. */
export function describeExplanation(
  explanation: Explanation,
  versionName: (versionId: string) => string,
): string {
  const { method, unit, versionId } = explanation;
  return [
    methodTitles[method],
    backgroundText(explanation, versionName),
    rowsText(explanation, versionName(versionId)),
    unit ? unitWords[unit] : '',
    errorText(explanation),
  ]
    .filter(Boolean)
    .join(' · ');
}
