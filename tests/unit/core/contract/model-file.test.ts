import { describe, expect, it } from 'vitest';
import { looksLikeModel, tellingLength } from '../../../../core/contract/model-file.ts';
import { foreignBytes, foreignCases } from '../../../support/foreign-cases.ts';

const startOf = (bytes: Uint8Array): string =>
  new TextDecoder().decode(bytes.subarray(0, tellingLength));

describe('looksLikeModel', () => {
  it('knows every golden LightGBM and XGBoost file by its start, whatever it is called', () => {
    const texts = foreignCases.filter(({ text }) => text !== undefined);
    expect(texts.length).toBeGreaterThan(10);
    for (const one of texts)
      expect(looksLikeModel('file.txt', startOf(foreignBytes(one)))).toBe(true);
  });

  it('knows ONNX, and what is refused with a remedy, by the name', () => {
    for (const name of ['a.onnx', 'A.ONNX', 'a.pkl', 'a.joblib', 'a.ubj', 'a.model'])
      expect(looksLikeModel(name, '')).toBe(true);
  });

  it('leaves tables alone', () => {
    for (const start of [
      'tree,height\noak,20',
      'tree\noak\nelm',
      '[{"learner": 1}]',
      '{"learner": "Ann", "score": 3}',
      '{"rows": [{"learner": {"id": 1}}]}',
      '',
    ]) {
      expect(looksLikeModel('a.txt', start)).toBe(false);
      expect(looksLikeModel('a.json', start)).toBe(false);
    }
  });
});
