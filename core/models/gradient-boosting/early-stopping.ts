import { AppError } from '../../base/app-error.ts';
import type { Task } from '../../contract/common.ts';
import type { Loss } from './losses.ts';
import { meanOver, type LossData } from './losses.ts';
import type { GradientBoostingParams } from './params.ts';

type Margins = readonly Float64Array[];

/** Chance that a row of the second class has a lower margin than one of the first; ties count half. */
function rankingError({ y, weights }: LossData, margin: Float64Array, rows: Uint32Array): number {
  const order = rows.toSorted((a, b) => margin[a]! - margin[b]!);
  const sums = [0, 0];
  let wrong = 0;
  for (let from = 0; from < order.length;) {
    const tied = [0, 0];
    let to = from;
    for (; to < order.length && margin[order[to]!] === margin[order[from]!]; to++) {
      const row = order[to]!;
      tied[y[row]!]! += weights ? weights[row]! : 1;
    }
    // Of the second class so far: those are ranked below these rows of the first.
    wrong += tied[0]! * (sums[1]! + tied[1]! / 2);
    sums[0]! += tied[0]!;
    sums[1]! += tied[1]!;
    from = to;
  }
  const pairs = sums[0]! * sums[1]!;
  return pairs > 0 ? wrong / pairs : 0;
}

function predictedClass(margins: Margins, row: number): number {
  if (margins.length === 1) return margins[0]![row]! > 0 ? 1 : 0;
  let best = 0;
  margins.forEach((margin, k) => {
    if (margin[row]! > margins[best]![row]!) best = k;
  });
  return best;
}

/** What is to become small on the rows kept aside. */
function errorBy(
  scoring: GradientBoostingParams['scoring'],
  loss: Loss,
  data: LossData,
): (margins: Margins, rows: Uint32Array) => number {
  const { y, weights } = data;
  const value = (margins: Margins, row: number) =>
    loss.link === 'log' ? Math.exp(margins[0]![row]!) : margins[0]![row]!;
  switch (scoring) {
    case 'loss':
      return (margins, rows) => loss.mean(margins, rows);
    case 'roc_auc':
      return (margins, rows) => rankingError(data, margins[0]!, rows);
    case 'accuracy':
      return (margins, rows) =>
        meanOver(rows, weights, (row) => (predictedClass(margins, row) === y[row] ? 0 : 1));
    case 'rmse':
      return (margins, rows) =>
        Math.sqrt(meanOver(rows, weights, (row) => (value(margins, row) - y[row]!) ** 2));
    case 'mae':
      return (margins, rows) =>
        meanOver(rows, weights, (row) => Math.abs(value(margins, row) - y[row]!));
    default:
      return scoring satisfies never;
  }
}

function checkScoring(
  { early_stopping, scoring, drop_rate }: GradientBoostingParams,
  task: Task,
  classes: number,
): void {
  if (!early_stopping) return;
  if (drop_rate > 0) {
    throw new AppError('INVALID_INPUT', 'DART changes earlier trees, so it cannot stop early.', {
      hint: 'Turn early stopping off, or set drop_rate to 0.',
      path: 'params.early_stopping',
    });
  }
  const ofClasses = scoring === 'roc_auc' || scoring === 'accuracy';
  const fits = scoring === 'loss' || ofClasses === (task === 'classification');
  if (fits && (scoring !== 'roc_auc' || classes === 2)) return;
  throw new AppError('INVALID_INPUT', `Early stopping by ${scoring} does not fit the target.`, {
    hint: 'Choose loss, or a measure of this kind of target.',
    path: 'params.scoring',
  });
}

export interface Stopper {
  /** Rounds worth keeping once `shouldStop` has said so. */
  rounds(): number;
  shouldStop(round: number, margins: Margins): boolean;
}

/** Tells when the rows kept aside are no longer predicted better. INVALID_INPUT for what cannot tell. */
export function createStopper(
  loss: Loss,
  data: LossData & { readonly validation: Uint32Array },
  options: { params: GradientBoostingParams; task: Task; classes: number },
): Stopper {
  const { params } = options;
  checkScoring(params, options.task, options.classes);
  const error = errorBy(params.scoring, loss, data);
  let best = Infinity;
  let bestRound = -1;
  return {
    rounds: () => bestRound + 1,
    shouldStop(round, margins) {
      if (data.validation.length === 0) return false;
      const current = error(margins, data.validation);
      if (current < best - params.tol) {
        best = current;
        bestRound = round;
      }
      return round - bestRound >= params.n_iter_no_change;
    },
  };
}
