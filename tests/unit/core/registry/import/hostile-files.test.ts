import { describe, expect, it } from 'vitest';
import { isAppError } from '../../../../../core/base/app-error.ts';
import {
  bytesField,
  doubleBytes,
  floatsField,
  integerField,
  integersField,
  joinBytes,
  messageField,
  textField,
} from '../../../../../core/registry/export/protobuf-writer.ts';
import { parseForeign } from '../../../../../core/registry/import/read-foreign.ts';
import { foreignCase } from '../../../../support/foreign-cases.ts';

type Json = Record<string, unknown>;

const lightgbm = foreignCase('lightgbm binary with categories').text!;
/** Its first node asks for no set. */
const numeric = foreignCase('lightgbm three classes').text!;
const xgboost = foreignCase('xgboost binary with categories').text!;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** With the first match put otherwise; the pattern is there. */
function swapped(text: string, pattern: RegExp, by: string | ((found: string) => string)): string {
  expect(text).toMatch(pattern);
  return text.replace(pattern, typeof by === 'string' ? () => by : by);
}

/** A list of `key=…` with its first entry put otherwise. */
const first = (key: string, value: string, text = lightgbm): string =>
  swapped(text, new RegExp(`^${key}=\\S+`, 'm'), `${key}=${value}`);

/** XGBoost's JSON after a change of its first tree that asks anything. */
function treed(change: (tree: Record<string, number[]> & { tree_param: Json }) => void): string {
  const model = JSON.parse(xgboost);
  const { trees } = model.learner.gradient_booster.model;
  change(trees.find((tree: { left_children: number[] }) => tree.left_children[0] !== -1));
  return JSON.stringify(model);
}

function learnt(change: (learner: Json) => void): string {
  const model = JSON.parse(xgboost);
  change(model.learner);
  return JSON.stringify(model);
}

const floats = { single: 1, double: 11 } as const;

function tensor(name: string, dims: number[], values: number[]): Uint8Array {
  const raw = bytesField(9, doubleBytes(values));
  return messageField(5, [
    integersField(1, dims),
    integerField(2, floats.double),
    textField(8, name),
    raw,
  ]);
}

function input(name: string, width: number): Uint8Array {
  const dims = [1, width].map((dim) => messageField(1, [integerField(1, dim)]));
  const type = messageField(1, [integerField(1, floats.single), messageField(2, dims)]);
  return messageField(11, [textField(1, name), messageField(2, [type])]);
}

const node = (operator: string, from: string[], to: string, attributes: Uint8Array[] = []) =>
  messageField(1, [
    ...from.map((name) => textField(1, name)),
    textField(2, to),
    textField(4, operator),
    ...attributes,
  ]);

const listed = (name: string, values: Uint8Array): Uint8Array =>
  messageField(5, [textField(1, name), values]);

/** A linear regression of two columns that are moved before it. */
function linear(parts: {
  inputs?: Uint8Array[];
  by?: Uint8Array;
  more?: Uint8Array[];
}): Uint8Array {
  const { inputs = [input('x', 2)], by = tensor('by', [2], [1, 2]), more = [] } = parts;
  return joinBytes([
    integerField(1, 8),
    messageField(7, [
      ...inputs,
      by,
      ...more,
      node('Sub', ['x', 'by'], 'moved'),
      node('LinearRegressor', ['moved'], 'y', [
        listed('coefficients', floatsField(7, [1, 2])),
        listed('intercepts', floatsField(7, [0])),
      ]),
      messageField(12, [textField(1, 'y')]),
    ]),
  ]);
}

function refusal(content: Uint8Array): unknown {
  const started = performance.now();
  try {
    parseForeign(content, 'auto', '');
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(performance.now() - started).toBeLessThan(5000);
    return { code: error.code, message: error.message, path: error.path };
  }
  return null;
}

describe('the files that are spoiled below', () => {
  it.each([
    ['LightGBM', bytes(lightgbm)],
    ['XGBoost', bytes(xgboost)],
    ['ONNX', linear({})],
  ])('are models before: %s', (_name, content) => {
    expect(refusal(content)).toBeNull();
  });
});

describe('a spoiled file of LightGBM', () => {
  it.each<[string, string, RegExp]>([
    [
      'a threshold that is no number',
      first('threshold', 'nan', numeric),
      /threshold of a tree is no number/,
    ],
    ['a child out of range', first('left_child', '99999'), /do not form a tree/],
    ['a leaf out of range', first('right_child', '-99999'), /do not form a tree/],
    ['a child before its parent', first('right_child', '0'), /do not form a tree/],
    ['a child between two', first('left_child', '1.5'), /do not form a tree/],
    ['a feature out of range', first('split_feature', '4000000000'), /asks for feature/],
    ['a negative count', first('leaf_count', '-5'), /counts less than no rows/],
    ['a leaf without a value', first('leaf_value', 'inf'), /no finite value/],
    ['a billion leaves', first('num_leaves', '1000000000'), /num_leaves is '1000000000'/],
    ['more leaves than values', first('num_leaves', '9999999'), /of 9999999 numbers/],
    ['a billion sets', swapped(lightgbm, /^num_cat=[1-9]\d*/m, 'num_cat=1000000000'), /num_cat is/],
    ['a billion features', first('max_feature_idx', '1000000000'), /max_feature_idx is/],
    [
      'two features of one name',
      swapped(lightgbm, /^feature_names=(\S+) \S+/m, (found) => {
        const [, name] = /=(\S+)/.exec(found)!;
        return `feature_names=${name} ${name}`;
      }),
      /two features have one name/,
    ],
    [
      'labels that nest',
      swapped(lightgbm, /^pandas_categorical:.*/m, `pandas_categorical:${'['.repeat(100_000)}`),
      /nests deeper/,
    ],
    ['nothing but lines', `tree\n${'\n'.repeat(20_000_001)}`, /lines/],
  ])('is refused: %s', (_what, text, message) => {
    expect(refusal(bytes(text))).toEqual({
      code: 'PARSE_FAILED',
      message: expect.stringMatching(message),
      path: 'file',
    });
  });
});

describe('a spoiled file of XGBoost', () => {
  it.each<[string, () => string, RegExp]>([
    [
      'a condition that is no number',
      () => treed((t) => (t['split_conditions']![0] = Number.NaN)),
      /no number/,
    ],
    [
      'a child out of range',
      () => treed((t) => (t['left_children']![0] = 1e9)),
      /do not form a tree/,
    ],
    [
      'a child that is its parent',
      () => treed((t) => (t['right_children']![0] = 0)),
      /do not form a tree/,
    ],
    [
      'a feature out of range',
      () => treed((t) => (t['split_indices']![0] = 77)),
      /asks for feature 77/,
    ],
    [
      'a negative count',
      () => treed((t) => (t['sum_hessian']![0] = -1)),
      /counts less than no rows/,
    ],
    [
      'a billion nodes',
      () => treed((t) => (t.tree_param['num_nodes'] = '1000000000')),
      /num_nodes is 1000000000/,
    ],
    [
      'a billion features',
      () => learnt((l) => ((l['learner_model_param'] as Json)['num_feature'] = '1000000000')),
      /num_feature is/,
    ],
    [
      'two features of one name',
      () => learnt((l) => (l['feature_names'] = (l['feature_names'] as string[]).fill('x'))),
      /two features have one name/,
    ],
    [
      'lists in lists',
      () => `{"learner":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      /nests deeper/,
    ],
    ['things in things', () => `{"a":${'{"a":'.repeat(100_000)}`, /nests deeper/],
    ['a prototype', () => '{"__proto__":{"learner":{}}}', /learner is missing/],
    [
      'a model in the prototype of a learner',
      () => swapped(xgboost, /"gradient_booster":/, '"__proto__":'),
      /gradient_booster is missing/,
    ],
  ])('is refused: %s', (_what, text, message) => {
    expect(refusal(bytes(text()))).toEqual({
      code: 'PARSE_FAILED',
      message: expect.stringMatching(message),
      path: 'file',
    });
  });

  it('keeps a feature that is called __proto__', () => {
    const text = learnt((l) => ((l['feature_names'] as string[])[0] = '__proto__'));
    const model = parseForeign(bytes(text), 'auto', '');
    expect(model.features[0]?.name).toBe('__proto__');
    expect(Object.getPrototypeOf(model.params)).toBe(Object.prototype);
  });
});

describe('a spoiled file of ONNX', () => {
  const head = integerField(1, 8);
  const varint = (length: number): Uint8Array => new Uint8Array(length).fill(0xff);
  const graph = (...fields: Uint8Array[]): Uint8Array => joinBytes([head, messageField(7, fields)]);

  it.each<[string, Uint8Array, RegExp]>([
    [
      'a number without end',
      joinBytes([head, Uint8Array.of(0x38), varint(11)]),
      /more than ten bytes/,
    ],
    [
      'a length below zero',
      joinBytes([head, Uint8Array.of(0x3a), varint(9), Uint8Array.of(1)]),
      /inside of a field/,
    ],
    [
      'a length of exabytes',
      joinBytes([head, Uint8Array.of(0x3a), varint(8), Uint8Array.of(0x7f)]),
      /inside of a field/,
    ],
    [
      'a tensor that is too short',
      linear({ by: tensor('by', [2], [1]) }),
      /'by' has 1 of 2 numbers/,
    ],
    [
      'a tensor of another shape',
      linear({ by: tensor('by', [3, 2], [1, 2]) }),
      /'by' has 2 of 6 numbers/,
    ],
    ['a tensor of no number', linear({ by: tensor('by', [2], [1, Number.NaN]) }), /not finite/],
    [
      'a hundred thousand nodes',
      graph(new Uint8Array(250_002).map((_, i) => [0x0a, 0][i % 2]!)),
      /more than 100000 entries/,
    ],
    [
      'inputs without end',
      graph(new Uint8Array(250_002).map((_, i) => [0x5a, 0][i % 2]!)),
      /more than 100000 entries/,
    ],
    [
      'what nothing makes',
      linear({ more: [node('Add', ['nowhere', 'by'], 'z')] }),
      /which nothing makes/,
    ],
  ])('is refused: %s', (_what, content, message) => {
    expect(refusal(content)).toEqual({
      code: 'PARSE_FAILED',
      message: expect.stringMatching(message),
      path: 'file',
    });
  });

  it.each<[string, Uint8Array]>([
    ['an input of more columns than memory holds', linear({ inputs: [input('x', 2 ** 50)] })],
    ['an input of fewer columns than none', linear({ inputs: [input('x', -3)] })],
  ])('is refused: %s', (_what, content) => {
    expect(refusal(content)).toMatchObject({ code: 'UNSUPPORTED', path: 'file' });
  });
});
