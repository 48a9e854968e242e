import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRng } from '../../../core/base/rng.ts';
import { noTick } from '../../../core/base/tick.ts';
import { requireEstimator } from '../../../core/models/catalogue.ts';
import { activations } from '../../../core/models/neural/activations.ts';
import { createNetwork, initialise } from '../../../core/models/neural/network.ts';
import { perceptronParams } from '../../../core/models/neural/params.ts';
import { deriveBatch } from '../../../core/models/neural/train-network.ts';

const shapes = fc.record({
  numeric: fc.integer({ min: 0, max: 3 }),
  embeddings: fc.array(
    fc.record({
      categories: fc.integer({ min: 2, max: 4 }),
      size: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  hidden: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
  outputs: fc.constantFrom(1, 3),
  activation: fc.constantFrom(...activations),
  batchNorm: fc.boolean(),
  dropout: fc.constantFrom(0, 0.4),
});

it('has the gradient that finite differences give, for any shape of network', () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 1, max: 1e6 }), fc.boolean(), (shape, seed, numbers) => {
      const rows = 7;
      const rng = createRng(seed);
      const network = createNetwork(shape, Float64Array, rows);
      initialise(network, rng);
      const task = shape.outputs === 1 && numbers ? 'regression' : 'classification';
      const classes = shape.outputs === 1 ? 2 : 3;
      const y = Float64Array.from({ length: rows }, () =>
        task === 'regression' ? rng.normal() : rng.integer(classes),
      );
      const data = {
        y,
        rows: {
          numbers: Float64Array.from({ length: rows * shape.numeric }, () => rng.normal()),
          codes: Int32Array.from({ length: rows * shape.embeddings.length }, (_, i) =>
            rng.integer(shape.embeddings[i % shape.embeddings.length]!.categories),
          ),
        },
      };
      const options = {
        params: perceptronParams.parse({ alpha: 0.3 }),
        task: task as 'classification' | 'regression',
        classes,
        weights: Float64Array.from({ length: rows }, () => 0.5 + rng.next()),
        seed,
        tick: noTick,
        requireEstimator,
      };
      const batch = Int32Array.from({ length: rows }, (_, row) => row);
      // The same units are dropped each time.
      const lossAt = () => deriveBatch({ network, data, options }, batch, createRng(seed)).loss;
      lossAt();
      const errors: number[] = [];
      const gradient = network.gradient.slice();
      for (let i = 0; i < gradient.length; i++) {
        const held = network.parameters[i]!;
        const slopes = [1e-5, 1e-6].map((step) => {
          network.parameters[i] = held + step;
          const above = lossAt();
          network.parameters[i] = held - step;
          const below = lossAt();
          return (above - below) / (2 * step);
        });
        network.parameters[i] = held;
        const scale = 1 + Math.abs(gradient[i]!);
        // Where relu has its corner within the step the two slopes differ: nothing can be said there.
        if (Math.abs(slopes[0]! - slopes[1]!) > 1e-4 * scale) continue;
        errors.push(Math.abs(slopes[0]! - gradient[i]!) / scale);
      }
      expect(Math.max(...errors)).toBeLessThan(1e-4);
    }),
    { numRuns: 60, seed: 3 },
  );
});
