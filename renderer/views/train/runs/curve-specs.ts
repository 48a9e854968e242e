import type { Evaluation } from '../../../../core/contract/evaluation.ts';
import type { HistogramSpec, LineSpec } from '../../../charts/spec.ts';
import { shortNumber } from '../../../charts/text.ts';

type Series = readonly (number | null)[];
const unit = [0, 1] as const;

function thresholdNotes(thresholds: Series): string[] {
  return thresholds.map((value) => (value === null ? '' : `threshold ${shortNumber(value)}`));
}

export interface NamedRoc {
  readonly name: string;
  readonly fpr: Series;
  readonly tpr: Series;
  readonly threshold: Series;
}

/** ROC curves over the diagonal of chance. */
export function rocSpec(curves: readonly NamedRoc[]): LineSpec {
  return {
    kind: 'line',
    series: curves.map(({ name, fpr, tpr, threshold }) => ({
      name,
      x: fpr,
      y: tpr,
      notes: thresholdNotes(threshold),
    })),
    xTitle: 'False positive rate',
    yTitle: 'True positive rate',
    xRange: unit,
    yRange: unit,
    diagonal: 'Chance',
  };
}

/** Rows of one class have rates over nothing: at most the point that closes the curve is there. */
function hasPoints(x: Series, y: Series): boolean {
  return x.filter((value, i) => value !== null && y[i] !== null).length >= 2;
}

/** The ROC curves of an evaluation: one for two classes, one a class for more. */
export function evaluationRocs(evaluation: Evaluation): NamedRoc[] {
  const auc = evaluation.metrics['roc_auc'];
  if (evaluation.roc && !hasPoints(evaluation.roc.fpr, evaluation.roc.tpr)) return [];
  if (evaluation.roc)
    return [
      {
        name: typeof auc === 'number' ? `Model (AUC ${auc.toFixed(3)})` : 'Model',
        ...evaluation.roc,
      },
    ];
  return evaluation.curves.map((curve) => ({
    name: curve.rocAuc === null ? curve.label : `${curve.label} (AUC ${curve.rocAuc.toFixed(3)})`,
    ...curve.roc,
  }));
}

/** Precision-recall curves as steps, which is how average precision adds them up. */
export function prSpec(evaluation: Evaluation): LineSpec | null {
  const ap = evaluation.metrics['pr_auc'];
  const curves = evaluation.pr
    ? [
        {
          name: typeof ap === 'number' ? `Model (AP ${ap.toFixed(3)})` : 'Model',
          pr: evaluation.pr,
        },
      ]
    : evaluation.curves.map((curve) => ({
        name: curve.prAuc === null ? curve.label : `${curve.label} (AP ${curve.prAuc.toFixed(3)})`,
        pr: curve.pr,
      }));
  if (!curves.some(({ pr }) => hasPoints(pr.recall, pr.precision))) return null;
  return {
    kind: 'line',
    series: curves.map(({ name, pr }) => ({
      name,
      x: pr.recall,
      y: pr.precision,
      stepped: true,
      notes: thresholdNotes(pr.threshold),
    })),
    xTitle: 'Recall',
    yTitle: 'Precision',
    xRange: unit,
    yRange: unit,
  };
}

/** Observed share against predicted probability, in bins of equal size. */
export function calibrationSpec(evaluation: Evaluation): LineSpec | null {
  if (!evaluation.calibration) return null;
  const { predicted, observed, count } = evaluation.calibration;
  return {
    kind: 'line',
    series: [
      {
        name: 'Model',
        x: predicted,
        y: observed,
        markers: true,
        notes: count.map((rows) => `${shortNumber(rows)} rows`),
      },
    ],
    xTitle: 'Predicted probability',
    yTitle: 'Observed share',
    xRange: unit,
    yRange: unit,
    diagonal: 'Perfectly calibrated',
  };
}

const bins = 10;

/** On how many rows each point of the calibration rests. */
export function calibrationRowsSpec({ calibration }: Evaluation): HistogramSpec | null {
  if (!calibration) return null;
  const counts = Array.from({ length: bins }, () => 0);
  calibration.predicted.forEach((mean, i) => {
    // a mean lies within its bin, which its upper edge belongs to
    const bin = Math.min(bins - 1, Math.max(0, Math.ceil((mean ?? 0) * bins - 1e-9) - 1));
    counts[bin]! += calibration.count[i] ?? 0;
  });
  return {
    kind: 'histogram',
    edges: Array.from({ length: bins + 1 }, (_, i) => i / bins),
    counts,
    xTitle: 'Predicted probability',
  };
}
