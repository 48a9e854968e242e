import { describe, expect, it } from 'vitest';
import type { ExpectationResult } from '../../../../../core/contract/validation.ts';
import {
  checkpointDraft,
  checkpointOf,
  checkpointProblem,
} from '../../../../../renderer/views/validate/checkpoint-draft.ts';
import {
  gateText,
  gateVerdict,
  qualityTone,
  scoreText,
} from '../../../../../renderer/views/validate/quality-words.ts';
import {
  hasRows,
  resultFacts,
  unexpectedValues,
} from '../../../../../renderer/views/validate/result-words.ts';

const gates = (bronze: boolean, silver: boolean) => [
  { layer: 'bronze' as const, threshold: 85, passed: bronze },
  { layer: 'silver' as const, threshold: 94, passed: silver },
  { layer: 'gold' as const, threshold: 98, passed: false },
];

describe('the quality score in words', () => {
  it('never reads as if a gate were passed that is not', () => {
    expect(scoreText(93.96, gates(true, false))).toBe('93.9');
    expect(scoreText(93.96, gates(true, true))).toBe('94.0');
    expect(scoreText(92.98, gates(true, false))).toBe('93.0');
    expect(gateText(gates(true, false)[1]!, 93.96)).toBe('0.1 short of 94');
    expect(scoreText(94)).toBe('94.0');
    expect(scoreText(100)).toBe('100.0');
  });

  it('names the highest gate', () => {
    expect(gateVerdict(gates(true, true))).toBe('Passes silver');
    expect(gateVerdict(gates(false, false))).toBe('Passes no gate');
    expect(qualityTone(gates(true, false))).toBe('warn');
    expect(qualityTone(gates(true, true))).toBe('good');
  });
});

const result = (of: Record<string, unknown>, raised = false): ExpectationResult => ({
  success: false,
  expectation_config: { type: 'a', kwargs: {}, meta: {} },
  result: of,
  meta: {},
  exception_info: {
    raised_exception: raised,
    exception_message: null,
    exception_traceback: null,
  },
  rendered: '',
});

describe('the result of a rule', () => {
  it('lists unexpected values of any kind with their counts', () => {
    const found = unexpectedValues(
      result({
        partial_unexpected_counts: [
          { value: null, count: 20 },
          { value: [1, 'a'], count: 2 },
          { value: 0.9167, count: 1 },
          'damaged',
        ],
      }),
    );
    expect(found).toEqual([
      { text: 'missing', count: 20 },
      { text: '[1,"a"]', count: 2 },
      { text: '0.9167', count: 1 },
    ]);
  });

  it('says only what was counted', () => {
    expect(resultFacts(result({}))).toEqual([]);
    expect(resultFacts(result({ observed_value: null }))).toEqual([['Seen', 'missing']]);
    expect(
      resultFacts(result({ element_count: 1309, unexpected_count: 45, unexpected_percent: 4.3 })),
    ).toEqual([
      ['Rows looked at', '1,309'],
      ['Break the rule', '45 (4.3%)'],
    ]);
  });

  it('has rows to show only when rows were judged and broke it', () => {
    expect(hasRows(result({ unexpected_count: 3 }))).toBe(true);
    expect(hasRows(result({ unexpected_count: 0 }))).toBe(false);
    expect(hasRows(result({ observed_value: 3 }))).toBe(false);
    expect(hasRows(result({ unexpected_count: 3 }, true))).toBe(false);
  });
});

describe('a checkpoint', () => {
  const draft = {
    name: ' night/ly ',
    validations: [{ version: 'heart', suite: 'heart rules' }],
    html: 'failure' as const,
    json: null,
  };

  it('writes into the exports folder under a name that a file may have', () => {
    const made = checkpointOf(draft, '/exports', null);
    expect(made.name).toBe('night/ly');
    expect(made.actions).toEqual([
      { type: 'write_html', path: '/exports/night-ly.html', notifyOn: 'failure' },
    ]);
  });

  it('keeps the place of its files when it is changed', () => {
    const before = {
      name: 'n',
      validations: draft.validations,
      actions: [
        { type: 'write_html' as const, path: '/mnt/reports/n.html', notifyOn: 'all' as const },
      ],
      resultFormat: 'COMPLETE' as const,
    };
    const changed = { ...checkpointDraft(before), html: 'success' as const };
    expect(checkpointOf(changed, '/exports', before)).toEqual({
      ...before,
      actions: [{ type: 'write_html', path: '/mnt/reports/n.html', notifyOn: 'success' }],
    });
  });

  it('says what it lacks', () => {
    expect(checkpointProblem(draft)).toBeNull();
    expect(checkpointProblem({ ...draft, name: ' ' })).toBe('Give the checkpoint a name');
    expect(checkpointProblem({ ...draft, validations: [{ version: 'a', suite: '' }] })).toBe(
      'Choose data and a suite for every check',
    );
  });
});
