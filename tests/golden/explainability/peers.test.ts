import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { findAnchor } from '../../../core/explainability/methods/anchor/anchor.ts';
import { findCounterfactuals } from '../../../core/explainability/methods/counterfactual/counterfactual.ts';
import { accumulatedEffects } from '../../../core/explainability/methods/dependence/ale.ts';
import { lime } from '../../../core/explainability/methods/local/lime.ts';
import { predictPipeline } from '../../../core/models/predict.ts';
import { buildPipeline } from '../../../core/registry/import/build-pipeline.ts';
import { matchColumns } from '../../../core/registry/import/match-columns.ts';
import { parseForeign } from '../../../core/registry/import/read-foreign.ts';
import { rowTable } from '../../../core/serving/row-table.ts';
import { parseFilter, type FilterExpression } from '../../../core/table/filter-expression.ts';
import { takeTableRows, type Table } from '../../../core/table/table.ts';
import { numberColumn } from '../../support/small-pipeline.ts';
import { readBundled } from '../bundled-dataset.ts';
import dependence from './dependence.json' with { type: 'json' };

interface Effect {
  bins: number;
  edges: number[];
  effect: number[];
}
const golden = JSON.parse(readFileSync(new URL('peers.json', import.meta.url), 'utf8')) as {
  model: string;
  columns: number;
  classes: string[];
  rows: number[];
  probability: number[];
  lime: { row: number; weights: number[]; std: number[]; r2: number }[];
  anchors: { row: number; conditions: number; precision: number; coverage: number }[];
  counterfactuals: {
    method: string;
    valid: number;
    distance: number;
    changed: number;
    diversity: number;
  }[];
  ale: { a: Effect; c: Effect };
};

const { x } = readBundled('breast_cancer_wdbc');
const names = Array.from({ length: golden.columns }, (_, j) => `c${j}`);
const training: Table = {
  rows: x.rows,
  columns: names.map((name, j) => numberColumn(name, [...x.columns[j]!])),
};
const model = parseForeign(new TextEncoder().encode(golden.model), 'auto', '');
const { pipeline } = buildPipeline(
  model,
  { matched: matchColumns(model, training.columns, 'diagnosis'), table: training },
  { modelId: 'model', classes: golden.classes, tick: noTick },
);
const rowAt = (row: number): Table => takeTableRows(training, Int32Array.of(row));
const shared = { seed: 3, tick: noTick };
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

it('the model is the same on both sides', () => {
  const p = predictPipeline(pipeline, takeTableRows(training, Int32Array.from(golden.rows)));
  golden.probability.forEach((value, i) => expect(p.probabilities![1]![i]).toBeCloseTo(value, 12));
});

/** Numbers of what lies furthest from 0 first. */
const order = (weights: readonly number[]): number[] =>
  weights.map((_, j) => j).toSorted((a, b) => Math.abs(weights[b]!) - Math.abs(weights[a]!));

describe.each(golden.lime)('LIME of row $row', ({ row, weights, r2 }) => {
  const rows = { row: rowAt(row), training };
  const found = lime(pipeline, rows, { ...shared, samples: 5000, features: 8 });
  const own = names.map((name) => found.entries.find(({ column }) => column === name)!.weight);

  // The package draws from a normal distribution within a quarter of a column, Assay training rows; its own
  // weights vary by up to 0.02 from seed to seed.
  it('has the weights of the package', () => {
    const apart = own.map((weight, j) => Math.abs(weight - weights[j]!));
    expect(Math.max(...apart)).toBeLessThan(0.04);
    expect(mean(apart)).toBeLessThan(0.02);
    expect(Math.abs(found.r2 - r2)).toBeLessThan(0.03);
  });

  it('puts columns in the same order and direction', () => {
    expect(order(own)[0]).toBe(order(weights)[0]);
    const sizes = weights.map(Math.abs);
    for (const [a, size] of sizes.entries()) {
      for (const [b, other] of sizes.entries()) {
        if (size > other + 0.05) expect(Math.abs(own[a]!)).toBeGreaterThan(Math.abs(own[b]!));
      }
    }
    weights.forEach((weight, j) => {
      if (Math.abs(weight) > 0.04) expect(Math.sign(own[j]!)).toBe(Math.sign(weight));
    });
  });
});

/** Whether a row meets a rule of an anchor: bounds of columns. */
function meets(rule: FilterExpression, row: number): boolean {
  if (rule.kind === 'and') return meets(rule.left, row) && meets(rule.right, row);
  if (rule.kind !== 'compare') throw new Error(rule.kind);
  const cell = x.columns[names.indexOf(rule.column)]![row]!;
  return rule.operator === '>' ? cell > Number(rule.value) : cell <= Number(rule.value);
}

describe('anchors', () => {
  const found = golden.anchors.map(({ row }) =>
    findAnchor(pipeline, { row: rowAt(row), training }, { ...shared, precision: 0.95 }),
  );
  const calls = predictPipeline(pipeline, training).labels!;

  it('hold on the rows that meet them as often as those of alibi are asked to', () => {
    found.forEach(({ filter, coverage, reached }, i) => {
      expect(reached).toBe(true);
      const rule = parseFilter(filter);
      const rows = [...calls.keys()].filter((row) => meets(rule, row));
      const alike = rows.filter((row) => calls[row] === calls[golden.rows[i]!]);
      expect(alike.length / rows.length).toBeGreaterThanOrEqual(0.95);
      expect(rows.length / training.rows).toBeCloseTo(coverage, 9);
    });
  });

  it('cover as many rows as those of alibi', () => {
    const own = mean(found.map(({ coverage }) => coverage));
    expect(own).toBeGreaterThan(0.95 * mean(golden.anchors.map(({ coverage }) => coverage)));
  });
});

function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}

describe('counterfactuals', () => {
  const spread = x.columns.slice(0, golden.columns).map((column) => {
    const centre = median(column);
    return median(column.map((value) => Math.abs(value - centre)));
  });
  /** Mean of |a − b| ÷ MAD over columns. */
  const apart = (a: readonly number[], b: readonly number[]): number =>
    mean(a.map((value, j) => Math.abs(value - b[j]!) / spread[j]!));
  const free = { count: 4, immutable: [], increasing: [], decreasing: [], ranges: {} };
  const found = golden.rows.map((row) => {
    const original = rowAt(row);
    const answer = findCounterfactuals(pipeline, { original, training }, { ...shared, ...free });
    const rows = answer.counterfactuals.map((one) => names.map((name) => Number(one.row[name])));
    return { ...answer, rows, from: names.map((_, j) => x.columns[j]![row]!) };
  });

  it('are all what was asked for', () => {
    for (const { counterfactuals, wanted } of found) {
      expect(counterfactuals).toHaveLength(4);
      for (const { row } of counterfactuals) {
        const { labels } = predictPipeline(pipeline, rowTable(pipeline, row));
        expect(golden.classes[labels![0]!]).toBe(wanted);
      }
    }
  });

  it.each(golden.counterfactuals)('are nearer than those of DiCE by $method search', (peer) => {
    const own = mean(found.map(({ rows, from }) => mean(rows.map((row) => apart(row, from)))));
    expect(own).toBeLessThan(peer.distance / 2);
  });

  it('change few columns, and differ from each other as far as from the row', () => {
    const changed = found.map(({ counterfactuals }) =>
      mean(counterfactuals.map(({ changes }) => changes.length)),
    );
    const fewest = Math.min(...golden.counterfactuals.map((peer) => peer.changed));
    expect(mean(changed)).toBeLessThan(fewest + 0.5);
    const between = found.map(({ rows }) =>
      mean(rows.flatMap((a, i) => rows.slice(0, i).map((b) => apart(a, b)))),
    );
    const genetic = golden.counterfactuals.find(({ method }) => method === 'genetic')!;
    expect(mean(between)).toBeGreaterThan(0.8 * genetic.diversity);
  });

  it('leave alone what may not change', () => {
    const fixed = {
      ...free,
      immutable: [order(golden.lime[0]!.weights)[0]!].map((j) => names[j]!),
    };
    const original = rowAt(golden.rows[0]!);
    const { counterfactuals } = findCounterfactuals(
      pipeline,
      { original, training },
      { ...shared, ...fixed },
    );
    expect(counterfactuals.length).toBeGreaterThan(0);
    for (const { changes } of counterfactuals) {
      expect(changes.map(({ column }) => column)).not.toContain(fixed.immutable[0]);
    }
  });
});

describe('accumulated effects equal PyALE', () => {
  const table: Table = {
    rows: 150,
    columns: (['a', 'b', 'c'] as const).map((name) => numberColumn(name, dependence.input[name])),
  };
  const of = ({ rows, columns }: Table): Float64Array => {
    const [a, b, c] = columns.map((column) => ('values' in column ? column.values : []));
    return Float64Array.from({ length: rows }, (_, i) => {
      const [u, v, w] = [a![i]!, b![i]!, c![i]!];
      return 2 * u + 0.5 * u * v - Math.sin(w) + 0.3 * u * u * w;
    });
  };
  const asking = { score: { label: null, unit: 'raw' as const, of }, tick: noTick };

  it.each([
    ['a', 0],
    ['c', 2],
  ] as const)('of %s', (name, at) => {
    const { bins, edges, effect } = golden.ale[name];
    const { grid, values } = accumulatedEffects(table, at, bins, asking);
    expect(grid.values).toHaveLength(edges.length);
    edges.forEach((edge, k) => expect(grid.values[k]).toBeCloseTo(edge, 9));
    effect.forEach((value, k) => expect(values[k]).toBeCloseTo(value, 9));
  });
});
