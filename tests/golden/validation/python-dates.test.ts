import { describe, expect, it } from 'vitest';
import { isLooseDate } from '../../../core/validation/loose-date.ts';
import { strptimeTest } from '../../../core/validation/strptime.ts';
import golden from './python-dates.json' with { type: 'json' };

describe(`reads the dates that ${golden.source} reads`, () => {
  it('as dateutil.parser.parse', () => {
    const wrong = (golden.loose as [string, boolean][]).filter(
      ([text, expected]) => isLooseDate(text, golden.year) !== expected,
    );
    expect(wrong).toEqual([]);
  });

  it('as datetime.strptime', () => {
    const wrong = (golden.strict as [string, string, boolean][]).filter(
      ([format, text, expected]) => strptimeTest(format)(text) !== expected,
    );
    expect(wrong).toEqual([]);
  });
});
