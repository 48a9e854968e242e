import { z } from 'zod';
import type { Matrix } from '../../table/matrix.ts';
import { toPointRows } from '../neighbours/point-rows.ts';
import { double, float64, int32, link } from '../states/array-schemas.ts';
import { defineStateKind, type MarginsContext, type StateBase } from '../states/state-kind.ts';
import { couplePairs } from './pairwise-coupling.ts';
import { createKernelRow, svmKernels, type SvmKernel } from './svm-kernel.ts';

/** One decision function; for classes above 0 says `positive`, below 0 `negative`. */
export interface StoredMachine {
  readonly positive: number;
  readonly negative: number;
  /** Among the support vectors of the state. */
  readonly indices: Int32Array;
  readonly coefficients: Float64Array;
  readonly intercept: number;
  /** Log-odds of `positive`, or the target: slope × decision + offset. */
  readonly slope: number;
  readonly offset: number;
}

export interface KernelMachinesState extends StateBase {
  readonly kind: 'kernel_machines';
  readonly kernel: SvmKernel;
  /** Support vectors by column. */
  readonly vectors: readonly Float64Array[];
  /** 0 for regression. */
  readonly classes: number;
  /** One for regression and two classes, else one for each pair of classes that training saw. */
  readonly machines: readonly StoredMachine[];
  /** More than two classes: probabilities coupled from the pairs, or votes of the pairs. */
  readonly coupled: boolean;
}

const outputsOf = ({ classes }: KernelMachinesState) => (classes > 2 ? classes : 1);

/** Nothing is quite certain, as in LIBSVM. */
const least = 1e-7;
/** Score of a class that training did not see; e^−700 is still above 0. */
const absent = -700;

function coupledProbabilities(
  { machines, classes }: KernelMachinesState,
  present: readonly number[],
  decisions: Float64Array,
): Float64Array {
  const k = present.length;
  const pairs = new Float64Array(k * k);
  machines.forEach(({ positive, negative, slope, offset }, m) => {
    const p = 1 / (1 + Math.exp(-(slope * decisions[m]! + offset)));
    const sure = Math.min(Math.max(p, least), 1 - least);
    pairs[present.indexOf(positive) * k + present.indexOf(negative)] = sure;
    pairs[present.indexOf(negative) * k + present.indexOf(positive)] = 1 - sure;
  });
  const all = new Float64Array(classes);
  couplePairs(pairs, k).forEach((p, i) => (all[present[i]!] = p));
  return all;
}

/** Votes of the pairs, ties broken by their confidence: scikit-learn's one-vs-rest shape. */
function voteScores(
  { machines, classes }: KernelMachinesState,
  present: readonly number[],
  decisions: Float64Array,
): Float64Array {
  const votes = new Float64Array(classes);
  const confidence = new Float64Array(classes);
  machines.forEach(({ positive, negative }, m) => {
    votes[decisions[m]! > 0 ? positive : negative]!++;
    confidence[positive]! += decisions[m]!;
    confidence[negative]! -= decisions[m]!;
  });
  return votes.map((vote, label) => {
    if (!present.includes(label)) return absent;
    return vote + confidence[label]! / (3 * (Math.abs(confidence[label]!) + 1));
  });
}

function kernelMargins(
  state: KernelMachinesState,
  x: Matrix,
  { tick }: MarginsContext,
): Float64Array[] {
  const { machines, coupled } = state;
  const outputs = Array.from({ length: outputsOf(state) }, () => new Float64Array(x.rows));
  const vectors = toPointRows(state.vectors);
  const kernelRow = createKernelRow(state.kernel, vectors);
  const queries = toPointRows(x.columns);
  const values = new Float64Array(vectors.count);
  const decisions = new Float64Array(machines.length);
  const labels = new Set(machines.flatMap(({ positive, negative }) => [positive, negative]));
  const present = [...labels].toSorted((a, b) => a - b);
  for (let row = 0; row < x.rows; row++) {
    if ((row & 63) === 0) tick(row / x.rows);
    kernelRow(queries, row, values);
    machines.forEach(({ indices, coefficients, intercept }, m) => {
      let sum = intercept;
      for (let i = 0; i < indices.length; i++) sum += coefficients[i]! * values[indices[i]!]!;
      decisions[m] = sum;
    });
    if (outputs.length === 1) {
      outputs[0]![row] = machines[0]!.slope * decisions[0]! + machines[0]!.offset;
      continue;
    }
    const combine = coupled ? coupledProbabilities : voteScores;
    combine(state, present, decisions).forEach((value, label) => (outputs[label]![row] = value));
  }
  return outputs;
}

export const kernelMachinesKind = defineStateKind<KernelMachinesState>({
  kind: 'kernel_machines',
  schema: z.object({
    kind: z.literal('kernel_machines'),
    link,
    kernel: z.object({
      kernel: z.enum(svmKernels),
      gamma: double,
      degree: double,
      coef0: double,
    }),
    vectors: z.array(float64),
    classes: z.int().min(0),
    machines: z.array(
      z.object({
        positive: z.int(),
        negative: z.int(),
        indices: int32,
        coefficients: float64,
        intercept: double,
        slope: double,
        offset: double,
      }),
    ),
    coupled: z.boolean(),
  }),
  outputs: outputsOf,
  margins: kernelMargins,
});
