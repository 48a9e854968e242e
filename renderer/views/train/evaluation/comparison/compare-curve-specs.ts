import type { Evaluation } from '../../../../../core/contract/evaluation.ts';
import type { LineSpec } from '../../../../charts/spec.ts';
import { shortNumber } from '../../../../charts/text.ts';
import { calibrationSpec, prSpec, rocSpec } from '../../runs/curve-specs.ts';

/** A run by its name, with what is known of its rows. */
export interface NamedEvaluation {
  readonly name: string;
  readonly evaluation: Evaluation;
}

export interface Overlay {
  readonly title: string;
  readonly spec: LineSpec;
}

const scored = (name: string, id: string, value: number | null | undefined): string =>
  typeof value === 'number' ? `${name} (${id} ${value.toFixed(3)})` : name;

/** The curves of all runs in one chart; with several classes, those of `label` against the rest. */
function rocOverlay(runs: readonly NamedEvaluation[], label: string | undefined): LineSpec {
  return rocSpec(
    runs.flatMap(({ name, evaluation }) => {
      const { roc, curves, metrics } = evaluation;
      if (roc) return [{ name: scored(name, 'AUC', metrics['roc_auc']), ...roc }];
      const own = curves.find((curve) => curve.label === label);
      return own ? [{ name: scored(name, 'AUC', own.rocAuc), ...own.roc }] : [];
    }),
  );
}

function prOverlay(runs: readonly NamedEvaluation[], label: string | undefined): LineSpec | null {
  const specs = runs.flatMap(({ name, evaluation }) => {
    const curves = evaluation.curves.filter((curve) => curve.label === label);
    const spec = prSpec({ ...evaluation, curves });
    const value = evaluation.pr ? evaluation.metrics['pr_auc'] : curves[0]?.prAuc;
    return spec
      ? [{ ...spec, series: [{ ...spec.series[0]!, name: scored(name, 'AP', value) }] }]
      : [];
  });
  return merged(specs);
}

function calibrationOverlay(runs: readonly NamedEvaluation[]): LineSpec | null {
  return merged(
    runs.flatMap(({ name, evaluation }) => {
      const spec = calibrationSpec(evaluation);
      return spec ? [{ ...spec, series: [{ ...spec.series[0]!, name }] }] : [];
    }),
  );
}

function merged(specs: readonly LineSpec[]): LineSpec | null {
  const [first] = specs;
  return first ? { ...first, series: specs.flatMap(({ series }) => series) } : null;
}

/** Shares of the rows for the same stretch of the residual, because the bins of runs differ. */
function residualOverlay(runs: readonly NamedEvaluation[], target: string): LineSpec {
  const widths = runs.map(({ evaluation }) => {
    const [low = 0, high = 0] = evaluation.residuals?.histogram.edges ?? [];
    return high - low;
  });
  const stretch = Number(Math.min(...widths).toPrecision(1)) || 1;
  return {
    kind: 'line',
    series: runs.flatMap(({ name, evaluation }) => {
      const { edges, counts } = evaluation.residuals?.histogram ?? { edges: [], counts: [] };
      const rows = counts.reduce((sum, count) => sum + count, 0);
      const height = counts.map(
        (count, i) => (count / rows) * (stretch / (edges[i + 1]! - edges[i]! || stretch)),
      );
      return [{ name, x: edges, y: [...height, 0], stepped: true }];
    }),
    xTitle: `Residual of ${target} (actual − predicted)`,
    yTitle: `Share of rows per ${shortNumber(stretch)}`,
    yKind: 'percent',
  };
}

/** What can be laid over each other of runs of one target. */
export function overlays(
  runs: readonly NamedEvaluation[],
  { target, label }: { readonly target: string; readonly label: string | undefined },
): Overlay[] {
  if (runs.every(({ evaluation }) => evaluation.task === 'regression'))
    return [{ title: 'Distribution of residuals', spec: residualOverlay(runs, target) }];
  const pr = prOverlay(runs, label);
  const calibration = calibrationOverlay(runs);
  const roc = rocOverlay(runs, label);
  return [
    ...(roc.series.length > 0 ? [{ title: 'ROC curves', spec: roc }] : []),
    ...(pr ? [{ title: 'Precision-recall curves', spec: pr }] : []),
    ...(calibration ? [{ title: 'Calibration', spec: calibration }] : []),
  ];
}
