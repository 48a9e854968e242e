import { describe, expect, it } from 'vitest';
import type { FittedPipeline } from '../../../../../core/models/pipeline.ts';
import { writeOnnxModel } from '../../../../../core/registry/export/onnx-model.ts';
import { parseForeign } from '../../../../../core/registry/import/read-foreign.ts';
import { smallPipeline } from '../../../../support/small-pipeline.ts';

const description = { title: 'small@1', appVersion: 'test' };
const ill = ['ill', 'well'];

/** Without the column of dates, which ONNX cannot hold. */
function withoutDates(pipeline: FittedPipeline): FittedPipeline {
  return { ...pipeline, features: pipeline.features.filter(({ type }) => type !== 'datetime') };
}

describe('a model that ONNX cannot hold', () => {
  it.each([
    ['dates', smallPipeline('ridge', []), /'seen' holds dates/],
    ['an estimator', withoutDates(smallPipeline('k_neighbors', ill)), /cannot hold this model/],
    [
      'a calibration',
      {
        ...smallPipeline('logistic_regression', ill),
        calibration: {} as NonNullable<FittedPipeline['calibration']>,
      },
      /calibrated/,
    ],
  ])('is refused for %s, with what to do instead', (_what, pipeline, message) => {
    expect(() => writeOnnxModel(pipeline, description)).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED',
        message: expect.stringMatching(message),
        hint: expect.stringContaining('Export it as JSON'),
      }),
    );
  });
});

/** Two leaves, `x ≤ 1.5`, in a pipeline of one number. */
function stump(change: Partial<FittedPipeline> = {}): FittedPipeline {
  return {
    format: 1,
    modelId: 'mdl_stump',
    algorithm: 'decision_tree',
    task: 'classification',
    params: {},
    target: { name: 'label', type: 'category' },
    classes: ['no', 'yes'],
    features: [{ name: 'label', type: 'number', categories: null, min: 0, max: 3, typical: 1 }],
    steps: [],
    encoded: { names: ['label'], origin: ['label'] },
    estimator: {
      kind: 'trees',
      link: 'probability',
      base: Float64Array.of(0.25),
      trees: [
        {
          feature: Int32Array.of(0, -1, -1),
          threshold: Float64Array.of(1.5, 0, 0),
          missingLeft: Uint8Array.of(1, 0, 0),
          left: Int32Array.of(1, -1, -1),
          right: Int32Array.of(2, -1, -1),
          value: Float64Array.of(0, 0, 0.5),
          cover: Float64Array.of(2, 1, 1),
        },
      ],
    },
    trainedRows: 2,
    ...change,
  };
}

describe('an ONNX file', () => {
  it('keeps the base of two classes in the leaves, and a column that is called as an output', () => {
    const model = parseForeign(writeOnnxModel(stump(), description).bytes, 'auto', '.onnx');
    expect(model.features.map(({ name }) => name)).toEqual(['label']);
    expect(model.estimator).toMatchObject({ kind: 'trees', link: 'probability' });
    const [tree] = model.estimator.kind === 'trees' ? model.estimator.trees : [];
    expect(tree).toMatchObject({
      threshold: Float64Array.of(1.5, 0, 0),
      missingLeft: Uint8Array.of(1, 0, 0),
      value: Float64Array.of(0, 0.25, 0.75),
    });
  });

  it('says when the label follows another threshold', () => {
    const threshold = { by: 'f1', value: 0.3 } as const;
    const { notes } = writeOnnxModel(stump({ threshold }), description);
    expect(notes).toEqual([
      expect.stringContaining('from a probability of 0.3 on'),
      expect.stringContaining('Infinite numbers count as missing here'),
    ]);
  });

  it('is refused where an empty text is a label of its own, and says where it stands for a missing one', () => {
    const own = { min: null, max: null, typical: 'a' };
    const feature = { name: 'town', type: 'category', categories: ['a', 'b'], ...own } as const;
    const made = (categories: readonly string[], fill: string | null) => {
      const shared = { columns: ['town'], outputs: [['town']], fittedOn: { rows: 2 } };
      const steps = [
        {
          step: 'simple_imputer',
          params: {},
          state: { fills: [fill], indicators: [null] },
          ...shared,
        },
        {
          step: 'ordinal_encoder',
          params: { unknown_value: null },
          state: { columns: [{ categories, rare: [] }] },
          ...shared,
        },
      ];
      const encoded = { names: ['town'], origin: ['town'] };
      return writeOnnxModel(stump({ features: [feature], steps, encoded } as never), description);
    };
    expect(() => made(['', 'a'], null)).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED',
        message: expect.stringContaining("'town' has empty texts besides missing ones"),
      }),
    );
    expect(made(['', 'a'], '').notes).toEqual([]);
    expect(made(['a', 'b'], null).notes).toEqual([]);
    expect(made(['a', 'b'], 'b').notes).toEqual([
      "An empty text stands for a missing one in 'town'.",
    ]);
  });

  it('refuses probabilities with negative parts, which runtimes misread', () => {
    const estimator = stump().estimator;
    if (estimator.kind !== 'trees') throw new Error('no trees');
    const negative = { ...estimator, base: Float64Array.of(-0.5) };
    expect(() => writeOnnxModel(stump({ estimator: negative }), description)).toThrow(
      /negative parts/,
    );
  });
});
