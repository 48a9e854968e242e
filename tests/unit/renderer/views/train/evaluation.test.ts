import { describe, expect, it } from 'vitest';
import {
  methodText,
  metricWords,
} from '../../../../../renderer/views/train/evaluation/metric-words.ts';
import { rankCliques } from '../../../../../renderer/views/train/evaluation/comparison/rank-cliques.ts';
import { scoresSpec } from '../../../../../renderer/views/train/evaluation/scores/score-specs.ts';
import { worstRowsCsv } from '../../../../../renderer/views/train/evaluation/errors/worst-rows-csv.ts';

describe('rankCliques', () => {
  it('joins overlapping stretches within the critical difference, none inside another', () => {
    expect(rankCliques([1.6, 2, 2.4, 4], 2.1)).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(rankCliques([1, 1.5, 2], 5)).toEqual([[0, 2]]);
  });

  it('leaves runs alone that differ from all others', () => {
    expect(rankCliques([1, 2, 3], 0.5)).toEqual([]);
    expect(rankCliques([], 1)).toEqual([]);
  });
});

describe('worstRowsCsv', () => {
  const worst = {
    row: 4,
    actual: 'a "b"',
    predicted: 'c,d',
    score: 0.25,
    loss: 1.5,
    values: { 'x,y': null, z: 'two\nlines' },
  };
  it('counts rows from 1 and quotes what would break a line', () => {
    expect(worstRowsCsv({ worst: [worst] } as never)).toBe(
      'row,actual,predicted,score,loss,"x,y",z\r\n5,"a ""b""","c,d",0.25,1.5,,"two\nlines"\r\n',
    );
  });
});

describe('scoresSpec', () => {
  it('draws the class first, whichever place it has, both as shares of their own', () => {
    const series = [
      { probabilityOf: 'yes', actual: 'no', counts: [3, 1] },
      { probabilityOf: 'yes', actual: 'yes', counts: [0, 2] },
    ];
    const spec = scoresSpec({ edges: [0, 0.5, 1], series }, 'yes');
    expect(spec).toMatchObject({
      name: 'Actual: yes',
      counts: [0, 1],
      overlay: { name: 'Actual: no', counts: [0.75, 0.25] },
    });
  });
});

describe('metricWords', () => {
  it('spells out ids without a name of their own', () => {
    expect(metricWords('f0_5_macro').title).toBe('F0.5 macro');
    expect(metricWords('d2_log_loss').title).toBe('D² of log loss');
    expect(metricWords('ece').title).toBe('ECE');
    expect(metricWords('roc_auc').title).toBe('ROC AUC');
  });

  it('tells how an interval was found, and of how many rows only where rows were drawn', () => {
    const ends = { value: 0.8, low: 0.7, high: 0.9 };
    expect(methodText({ ...ends, method: 'wilson' }, 100)).toContain('Wilson');
    expect(methodText({ ...ends, method: 'wilson' }, 100)).not.toContain('100');
    expect(methodText({ ...ends, method: 'bootstrap' }, 100)).toContain('100 rows');
    expect(methodText(ends)).toBe('');
  });
});
