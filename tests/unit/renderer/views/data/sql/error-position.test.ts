import { describe, expect, it } from 'vitest';
import {
  errorPosition,
  lineAndColumn,
  queryFailure,
} from '../../../../../../renderer/views/data/sql/error-position.ts';

const at = (sql: string, message: string, hint?: string): string | null => {
  const failure = { code: 'INVALID_INPUT' as const, message, ...(hint ? { hint } : {}) };
  const range = errorPosition(sql, failure);
  return range && `${range.from} ${sql.slice(range.from, range.to)}`;
};

describe('errorPosition', () => {
  it('finds the word the engine names', () => {
    expect(at('select * frm heart', 'Parser Error: syntax error at or near "frm"')).toBe('9 frm');
  });

  it('looks on the line the engine names first', () => {
    const sql = 'select age\nfrom heart\nwhere age > agee';
    const message = 'Binder Error: Referenced column "age" not found';
    expect(at(sql, message, 'LINE 3: where age > agee')).toBe('28 age');
  });

  it('does not take a part of a longer name', () => {
    expect(at('select ages, age from x', 'Referenced column "age" not found')).toBe('13 age');
  });

  it('finds a table that does not exist', () => {
    expect(at('from hart', 'Catalog Error: Table with name hart does not exist!')).toBe('5 hart');
  });

  it('marks the line where the word is not in it', () => {
    expect(at('select 1\nunion all', 'Binder Error: odd', 'LINE 2: union all')).toBe('9 union all');
  });

  it('marks the end where more was expected', () => {
    expect(at('select 1 +\n', 'Parser Error: syntax error at end of input')).toBe('10 \n');
  });

  it('is silent where nothing is told', () => {
    expect(at('select 1', 'The query was stopped')).toBeNull();
  });
});

describe('lineAndColumn', () => {
  it('counts from one', () => {
    expect(lineAndColumn('a\nbc', 0)).toEqual({ line: 1, column: 1 });
    expect(lineAndColumn('a\nbc', 3)).toEqual({ line: 2, column: 2 });
  });
});

describe('queryFailure', () => {
  it('leaves out the line, which the editor marks', () => {
    const failure = { code: 'INVALID_INPUT' as const, message: 'no', path: 'sql' };
    const hint = 'Candidate bindings: "age" LINE 1: select agee';
    expect(queryFailure({ ...failure, hint })).toEqual({
      code: 'INVALID_INPUT',
      message: 'no',
      hint: 'Candidate bindings: "age"',
    });
    expect(queryFailure({ ...failure, hint: 'LINE 2: x' })).not.toHaveProperty('hint');
  });
});
