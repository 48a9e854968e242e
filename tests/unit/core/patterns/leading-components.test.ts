import { expect, it } from 'vitest';
import { createRng } from '../../../../core/base/rng.ts';
import { leadingComponents } from '../../../../core/patterns/decomposition/leading-components.ts';
import { principalComponents } from '../../../../core/patterns/decomposition/principal-components.ts';

it('finds the first components of many columns as the exact way does', () => {
  const rng = createRng(4);
  const [rows, width] = [260, 230];
  const hidden = [9, 5].map((scale) =>
    Float64Array.from({ length: rows }, () => scale * rng.normal()),
  );
  const columns = Array.from({ length: width }, () => {
    const weights = [rng.normal(), rng.normal()];
    return Float64Array.from(
      { length: rows },
      (_, i) => 3 + hidden[0]![i]! * weights[0]! + hidden[1]![i]! * weights[1]! + rng.normal(),
    );
  });
  const x = { rows, names: columns.map((_, j) => `x${j}`), columns };
  const [found, exact] = [leadingComponents(x, 2), principalComponents(x, 2)];
  for (let c = 0; c < 2; c++) {
    expect(found.explainedVariance[c]! / exact.explainedVariance[c]!).toBeCloseTo(1, 8);
    expect(found.explainedVarianceRatio[c]).toBeCloseTo(exact.explainedVarianceRatio[c]!, 8);
    const off = found.scores[c]!.map((value, i) => Math.abs(value - exact.scores[c]![i]!));
    expect(Math.max(...off)).toBeLessThan(1e-4);
  }
});
