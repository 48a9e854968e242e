import { describe, expect, it } from 'vitest';
import { noTick } from '../../../../core/base/tick.ts';
import { minimiseLbfgs } from '../../../../core/models/linear/lbfgs.ts';
import {
  evaluateLogistic,
  hessianDiagonal,
  parameterCount,
  type LogisticProblem,
} from '../../../../core/models/linear/logistic-objective.ts';
import { minimiseNewton } from '../../../../core/models/linear/newton.ts';
import { standardBlocks } from '../../../../core/models/linear/standard-blocks.ts';
import { makeSample, type TaskKind } from '../../../conformance/synthetic.ts';

function problem(kind: TaskKind, penalty: number): LogisticProblem {
  const { x, y } = makeSample(kind, { rows: 2500, columns: 6 });
  const blocks = standardBlocks(x, null);
  const outputs = kind === 'two classes' ? 1 : 3;
  return { blocks, y, weights: null, outputs, penalties: new Float64Array(6).fill(penalty) };
}

describe('the two ways to fit a logistic regression', () => {
  it.each([
    ['two classes', 1],
    ['two classes', 1e-4],
    ['three classes', 1],
    ['three classes', 100],
  ] as const)('meet at the same optimum: %s, penalty %d', (kind, penalty) => {
    const given = problem(kind, penalty);
    const newton = minimiseNewton(given, noTick);
    const lbfgs = minimiseLbfgs(
      (theta, tick) => evaluateLogistic(given, theta, { tick }),
      hessianDiagonal(given),
      noTick,
    );
    const scale = Math.max(...newton.map(Math.abs));
    newton.forEach((value, i) => expect(Math.abs(lbfgs[i]! - value) / scale).toBeLessThan(1e-5));
  });

  it('have the gradient and the Hessian that finite differences have', () => {
    const given = problem('three classes', 2);
    const size = parameterCount(given);
    const theta = Float64Array.from({ length: size }, (_, i) => Math.sin(i + 1));
    const hessian = new Float64Array(size * size);
    const { gradient } = evaluateLogistic(given, theta, { hessian, tick: noTick });
    for (let i = 0; i < size; i++) {
      const at = (step: number) => {
        const moved = Float64Array.from(theta);
        moved[i]! += step;
        return evaluateLogistic(given, moved, { tick: noTick });
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
