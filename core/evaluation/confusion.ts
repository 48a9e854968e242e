/** Counts (or weights) by true class × predicted class, row-major: matrix[true * classes + predicted]. */
export interface Confusion {
  readonly classes: number;
  readonly matrix: Float64Array;
}

export function confusionOf(
  y: Int32Array,
  predicted: Int32Array,
  options: { readonly classes: number; readonly weights: Float64Array | null },
): Confusion {
  const { classes, weights } = options;
  const matrix = new Float64Array(classes * classes);
  for (let i = 0; i < y.length; i++) {
    matrix[y[i]! * classes + predicted[i]!]! += weights === null ? 1 : weights[i]!;
  }
  return { classes, matrix };
}

export interface ClassScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Weight of the rows of the class. */
  readonly support: number;
  /** Whether the class occurs among true or predicted classes. */
  readonly present: boolean;
}

interface Margins {
  readonly truth: Float64Array;
  readonly guessed: Float64Array;
  readonly total: number;
  readonly correct: number;
}

/** Rows of each class, true and predicted. */
export function margins({ classes, matrix }: Confusion): Margins {
  const truth = new Float64Array(classes);
  const guessed = new Float64Array(classes);
  let total = 0;
  let correct = 0;
  for (let t = 0; t < classes; t++) {
    for (let p = 0; p < classes; p++) {
      const count = matrix[t * classes + p]!;
      truth[t]! += count;
      guessed[p]! += count;
      total += count;
      if (t === p) correct += count;
    }
  }
  return { truth, guessed, total, correct };
}

const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

/** Precision, recall and F1 a class; a ratio over nothing is 0, scikit-learn's default. */
export function classScores(confusion: Confusion): ClassScores[] {
  const { truth, guessed } = margins(confusion);
  return Array.from(truth, (support, k) => {
    const hit = confusion.matrix[k * confusion.classes + k]!;
    return {
      precision: ratio(hit, guessed[k]!),
      recall: ratio(hit, support),
      f1: ratio(2 * hit, support + guessed[k]!),
      support,
      present: support > 0 || guessed[k]! > 0,
    };
  });
}

/** Scores of the whole matrix, as scikit-learn defines them; null where it has no value. */
export function agreementScores(confusion: Confusion): Record<string, number | null> {
  const { truth, guessed, total, correct } = margins(confusion);
  if (!(total > 0)) return { accuracy: null, balanced_accuracy: null, mcc: null, kappa: null };
  let recalls = 0;
  let seen = 0;
  let chance = 0;
  let truthSquares = 0;
  let guessedSquares = 0;
  for (let k = 0; k < truth.length; k++) {
    chance += truth[k]! * guessed[k]!;
    truthSquares += truth[k]! ** 2;
    guessedSquares += guessed[k]! ** 2;
    if (truth[k]! <= 0) continue;
    seen++;
    recalls += confusion.matrix[k * truth.length + k]! / truth[k]!;
  }
  const spread = (total ** 2 - truthSquares) * (total ** 2 - guessedSquares);
  return {
    accuracy: correct / total,
    balanced_accuracy: recalls / seen,
    // 0 when one side holds a single class (Gorodkin 2004 leaves it open; scikit-learn says 0)
    mcc: spread > 0 ? (correct * total - chance) / Math.sqrt(spread) : 0,
    kappa:
      total ** 2 - chance > 0
        ? 1 - (total * total - correct * total) / (total ** 2 - chance)
        : null,
  };
}
