import { describe, expect, it } from 'vitest';
import { noTick } from '../../../../core/base/tick.ts';
import { minimiseLbfgs } from '../../../../core/models/linear/lbfgs.ts';
import { binaryLoss, softmaxLoss } from '../../../../core/models/linear/logistic-loss.ts';
import { minimiseSmooth } from '../../../../core/models/linear/minimise-smooth.ts';
import { minimiseNewton, type Objective } from '../../../../core/models/linear/newton.ts';
import { momentSolver } from '../../../../core/models/linear/sketch.ts';
import {
  evaluateSmooth,
  parameterCount,
  type SmoothProblem,
} from '../../../../core/models/linear/smooth-objective.ts';
import { standardBlocks, takeBlocks } from '../../../../core/models/linear/standard-blocks.ts';
import { makeSample, type TaskKind } from '../../../conformance/synthetic.ts';

function makeProblem(kind: TaskKind, penalty: number, { rows = 2500, columns = 6 } = {}) {
  const { x, y } = makeSample(kind, { rows, columns });
  const lossOf = (labels: Float64Array) =>
    kind === 'two classes'
      ? binaryLoss({ y: labels, weights: null })
      : softmaxLoss({ y: labels, weights: null }, 3);
  const problem: SmoothProblem = {
    blocks: standardBlocks(x, null),
    loss: lossOf(y),
    penalties: new Float64Array(columns).fill(penalty),
  };
  const takeLoss = (taken: Int32Array) => lossOf(Float64Array.from(taken, (row) => y[row]!));
  return { problem, takeLoss };
}

function objectiveOf(problem: SmoothProblem): Objective {
  return {
    size: parameterCount(problem),
    evaluate: (theta, options) => evaluateSmooth(problem, theta, options),
  };
}

/** Softmax does not see what is added to all of its scores. */
function centreIntercepts(theta: Float64Array, outputs: number): Float64Array {
  const stride = theta.length / outputs;
  const own = theta.filter((_, i) => i % stride === stride - 1);
  const mean = own.reduce((sum, value) => sum + value, 0) / outputs;
  return theta.map((value, i) => (outputs > 1 && i % stride === stride - 1 ? value - mean : value));
}

function farthest(actual: Float64Array, expected: Float64Array): number {
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value))) / scale;
}

describe('the ways to fit a logistic regression', () => {
  it.each([
    ['two classes', 1],
    ['two classes', 1e-4],
    ['three classes', 1],
    ['three classes', 100],
  ] as const)('meet at the same optimum: %s, penalty %d', (kind, penalty) => {
    const { problem } = makeProblem(kind, penalty);
    const start = new Float64Array(parameterCount(problem));
    const newton = minimiseNewton(objectiveOf(problem), { start, tick: noTick });
    const sample = takeBlocks(
      problem.blocks,
      Int32Array.from({ length: 200 }, (_, i) => 10 * i),
    );
    const solve = momentSolver(problem, sample, { start, tick: noTick });
    const lbfgs = minimiseLbfgs(objectiveOf(problem), solve, { start, tick: noTick });
    expect(newton.converged && lbfgs.converged).toBe(true);
    const { outputs } = problem.loss;
    const [a, b] = [lbfgs, newton].map(({ theta }) => centreIntercepts(theta, outputs));
    expect(farthest(a!, b!)).toBeLessThan(1e-5);
  });

  it('start from a sample where the rows are many, and end at the optimum of all', () => {
    const { problem, takeLoss } = makeProblem('two classes', 1, { rows: 40_000, columns: 40 });
    const start = new Float64Array(parameterCount(problem));
    const options = { start, tick: noTick, takeLoss };
    const newton = minimiseNewton(objectiveOf(problem), options);
    const { theta } = minimiseSmooth(problem, options);
    expect(farthest(theta, newton.theta)).toBeLessThan(1e-5);
  });

  it('say so when they are stopped before they converged', () => {
    const { problem, takeLoss } = makeProblem('three classes', 1);
    const start = new Float64Array(parameterCount(problem));
    const options = { start, tick: noTick, takeLoss, stopEarly: () => true };
    const { theta, converged } = minimiseSmooth(problem, options);
    expect(converged).toBe(false);
    expect(theta.some((value) => value !== 0)).toBe(true);
  });

  it('have the gradient and the Hessian that finite differences have', () => {
    const { problem: given } = makeProblem('three classes', 2);
    const size = parameterCount(given);
    const theta = Float64Array.from({ length: size }, (_, i) => Math.sin(i + 1));
    const hessian = new Float64Array(size * size);
    const { gradient } = evaluateSmooth(given, theta, { hessian, tick: noTick });
    for (let i = 0; i < size; i++) {
      const at = (step: number) => {
        const moved = Float64Array.from(theta);
        moved[i]! += step;
        return evaluateSmooth(given, moved, { tick: noTick });
      };
      const [up, down] = [at(1e-4), at(-1e-4)];
      const slope = (up.value - down.value) / 2e-4;
      expect(Math.abs(slope - gradient[i]!)).toBeLessThan(1e-4 * (1 + Math.abs(slope)));
      for (let j = 0; j <= i; j++) {
        const curve = (up.gradient[j]! - down.gradient[j]!) / 2e-4;
        expect(Math.abs(curve - hessian[i * size + j]!)).toBeLessThan(1e-3 * (1 + Math.abs(curve)));
      }
    }
  });
});
