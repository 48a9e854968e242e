import { describe, expect, it } from 'vitest';
import { noTick } from '../../../../../core/base/tick.ts';
import { buildPipeline } from '../../../../../core/registry/import/build-pipeline.ts';
import { matchColumns } from '../../../../../core/registry/import/match-columns.ts';
import { parseForeign } from '../../../../../core/registry/import/read-foreign.ts';
import { foreignBytes, foreignCase, foreignTable } from '../../../../support/foreign-cases.ts';

const binary = 'lightgbm binary with categories';
const positions = 'onnx random forest';

interface Asked {
  readonly target?: string;
  readonly classes?: readonly string[];
}

/** Matches the model of a case with its table, some columns of which have other names, or none. */
function fit(name: string, renamed: Record<string, string | null>, asked: Asked) {
  const one = foreignCase(name);
  const model = parseForeign(foreignBytes(one), 'auto', '');
  const { rows, columns } = foreignTable(one);
  const other = columns.flatMap((column) => {
    const now = renamed[column.name];
    return now === null ? [] : [{ ...column, name: now ?? column.name }];
  });
  const target = 'target' in asked ? asked.target : one.target;
  const matched = matchColumns(model, other, target);
  const options = { modelId: 'mdl', classes: asked.classes, tick: noTick };
  return buildPipeline(model, { matched, table: { rows, columns: other } }, options);
}

describe('a model that does not fit', () => {
  it.each<[string, string, Record<string, string | null>, Asked, string, RegExp]>([
    ['a missing column', binary, { age: null }, {}, 'SCHEMA_MISMATCH', /missing: .*age/],
    [
      'too few columns',
      positions,
      { ash: null },
      {},
      'SCHEMA_MISMATCH',
      /reads 13 by their position.* 12 besides/,
    ],
    [
      'text instead of a number',
      binary,
      { fare: 'x', embarked: 'fare' },
      { target: 'survived' },
      'SCHEMA_MISMATCH',
      /embarked/,
    ],
    [
      'a feature as the target',
      binary,
      {},
      { target: 'age' },
      'INVALID_INPUT',
      /cannot be the target/,
    ],
    ['too few classes', binary, {}, { classes: ['a'] }, 'INVALID_INPUT', /2 classes, but 1/],
  ])('is refused for %s', (_what, name, renamed, asked, code, message) => {
    const failure = expect.objectContaining({ code, message: expect.stringMatching(message) });
    expect(() => fit(name, renamed, asked)).toThrow(failure);
  });

  it('is asked for its target where more than one column is left', () => {
    const text = foreignCase(binary).text!;
    const model = parseForeign(new TextEncoder().encode(text), 'auto', '');
    const columns = [
      ...foreignTable(foreignCase(binary)).columns,
      { name: 'more', type: 'number' as const },
    ];
    expect(() => matchColumns(model, columns, undefined)).toThrow(
      /survived', 'more|survived, more/,
    );
    expect(matchColumns(model, columns, 'survived').target).toBe('survived');
  });
});

describe('a file that is no model', () => {
  const swap = (from: string | RegExp, to: string): string => {
    const text = foreignCase(binary).text!;
    expect(text).toMatch(from);
    return text.replace(from, to);
  };
  const onnx = (from: string, to: string): Uint8Array =>
    Buffer.from(
      Buffer.from(foreignBytes(foreignCase('onnx logistic regression')))
        .toString('latin1')

        .replaceAll(from, to),
      'latin1',
    );
  it.each([
    [
      'a pickle',
      Buffer.from('\u0080\u0004\u0095', 'latin1'),
      'm.bin',
      'UNSUPPORTED',
      /pickle, which runs code/,
    ],
    ['a joblib file', Buffer.from('x'), 'm.joblib', 'UNSUPPORTED', /pickle/],
    ['an archive', Buffer.from('PK\u0003\u0004'), 'm.zip', 'UNSUPPORTED', /archive/],
    [
      'a binary file of XGBoost',
      Buffer.from('{L\u0000\u0000'),
      'm.ubj',
      'UNSUPPORTED',
      /binary format of XGBoost/,
    ],
    ['an empty file', Buffer.from(''), 'm.txt', 'FILE_EMPTY', /empty/],
    ['a table', Buffer.from('a,b\n1,2\n'), 'm.csv', 'UNSUPPORTED', /no model/],
    ['other JSON', Buffer.from('{"a":1}'), 'm.json', 'PARSE_FAILED', /learner is missing/],
    [
      'half of a tree',
      swap(/leaf_value=\S+ /, 'leaf_value='),
      'm.txt',
      'PARSE_FAILED',
      /leaf_value has \d+ of \d+/,
    ],
    [
      'a child that is its parent',
      swap(/left_child=\S+/, 'left_child=0'),
      'm.txt',
      'PARSE_FAILED',
      /do not form a tree/,
    ],
    ['linear leaves', swap('is_linear=0', 'is_linear=1'), 'm.txt', 'UNSUPPORTED', /linear_tree/],
    [
      'an objective of its own',
      swap('objective=binary sigmoid:1', 'objective=custom'),
      'm.txt',
      'UNSUPPORTED',
      /custom objective/,
    ],
    [
      'another operator',
      onnx('Imputer', 'Iwputer'),
      'm.onnx',
      'UNSUPPORTED',
      /Iwputer of ai\.onnx\.ml/,
    ],
  ])('is refused: %s', (_what, content, name, code, message) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const failure = expect.objectContaining({
      code,
      message: expect.stringMatching(message),
      path: 'file',
    });
    expect(() => parseForeign(bytes, 'auto', name.slice(1))).toThrow(failure);
  });
});
