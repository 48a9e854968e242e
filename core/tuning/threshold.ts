import { AppError } from '../base/app-error.ts';
import type { OutputOf, ParsedInputOf } from '../contract/contract.ts';
import type { OperationContext } from '../jobs/context.ts';
import { readEvaluation, resolveRun } from '../tracking/record-run.ts';

type Input = ParsedInputOf<'tuning.threshold'>;

/** Rows called positive rightly and wrongly at a threshold. */
interface Counts {
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
}

interface Totals {
  readonly positives: number;
  readonly negatives: number;
}

/** The measure at a threshold: F1, balanced accuracy, or the mean cost of a row. */
export function measure(input: Omit<Input, 'run'>, counts: Counts, totals: Totals): number {
  const { truePositives: tp, falsePositives: fp } = counts;
  const { positives, negatives } = totals;
  switch (input.by) {
    case 'f1':
      return tp + fp + positives > 0 ? (2 * tp) / (tp + fp + positives) : 0;
    case 'balanced_accuracy':
      return (tp / positives + 1 - fp / negatives) / 2;
    case 'cost':
      return (
        (input.falsePositive * fp + input.falseNegative * (positives - tp)) /
        (positives + negatives)
      );
  }
}

function refuse(runId: string, why: string): AppError {
  return new AppError('UNSUPPORTED', `Run ${runId} has no threshold to choose: ${why}.`, {
    hint: 'Choose a run that tells two classes apart.',
    path: 'run',
  });
}

/**
 * tuning.threshold: the best threshold on the rows a run was evaluated on. The best is looked for at
 * every point of the ROC curve; of equal ones the nearest to 0.5 is taken. Counts are of rows, without
 * weights.
 */
export async function chooseThreshold(
  input: Input,
  context: OperationContext,
): Promise<OutputOf<'tuning.threshold'>> {
  const run = resolveRun(context, input.run);
  const { evaluation } = await readEvaluation(context, run.id);
  const { roc, thresholds, confusion } = evaluation;
  if (!roc || !thresholds || !confusion) throw refuse(run.id, 'it does not tell two classes apart');
  const [negatives = 0, positives = 0] = confusion.matrix.map((row) =>
    row.reduce((sum, count) => sum + count, 0),
  );
  if (positives === 0 || negatives === 0) throw refuse(run.id, 'its rows are of one class');
  const totals = { positives, negatives };
  const curve = thresholds.map(({ threshold, recall, predictedPositive }) => {
    const truePositives = (recall ?? 0) * positives;
    const counts = { threshold, truePositives, falsePositives: predictedPositive - truePositives };
    return { threshold, value: measure(input, counts, totals) };
  });
  const exact = roc.threshold.flatMap((threshold, i) => {
    const [tpr, fpr] = [roc.tpr[i], roc.fpr[i]];
    if (threshold === null || typeof tpr !== 'number' || typeof fpr !== 'number') return [];
    const counts = {
      threshold,
      truePositives: tpr * positives,
      falsePositives: fpr * negatives,
    };
    return [{ threshold, value: measure(input, counts, totals) }];
  });
  const sign = input.by === 'cost' ? -1 : 1;
  const half = curve.find(({ threshold }) => threshold === 0.5)!;
  let best = half;
  for (const point of [...curve, ...exact]) {
    if (!(point.threshold >= 0 && point.threshold <= 1)) continue;
    const gain = sign * (point.value - best.value);
    const nearer = Math.abs(point.threshold - 0.5) < Math.abs(best.threshold - 0.5);
    if (gain > 1e-12 || (gain > -1e-12 && nearer)) best = point;
  }
  return {
    threshold: best.threshold,
    value: best.value,
    atHalf: half.value,
    curve,
    rows: positives + negatives,
  };
}
