import { expect, it } from 'vitest';
import { redactPasswords, redactValue } from '../../../../core/base/redact.ts';
import { storedInput } from '../../../../core/jobs/stored-input.ts';

it.each([
  ['postgres://ann:s3cret@host:5432/db', 'postgres://ann:***@host:5432/db'],
  ['postgresql://ann:s3@cr:et@host/db', 'postgresql://ann:***@host/db'],
  ['postgres://:s3cret@host/db', 'postgres://:***@host/db'],
  ['postgres:/ann:s3cret@host', 'postgres:/ann:***@host'],
  ['postgres://host/db?user=a&password=s3cret&x=1', 'postgres://host/db?user=a&password=***&x=1'],
  ['connect to "postgres://a:s3cret@h/d" failed', 'connect to "postgres://a:***@h/d" failed'],
])('takes the password out of %s', (text, expected) => {
  expect(redactPasswords(text)).toBe(expected);
});

it.each(['postgres://ann@host:5432/db', 'time: 10:20 a@b.c', 'C:/data/a@1.csv', 'heart@2'])(
  'leaves %s as it is',
  (text) => {
    expect(redactPasswords(text)).toBe(text);
  },
);

it('looks into lists and records, and shortens long texts of a stored input', () => {
  const url = 'postgres://a:s3cret@h/d';
  expect(redactValue({ list: [url], n: 1, none: null })).toEqual({
    list: ['postgres://a:***@h/d'],
    n: 1,
    none: null,
  });
  expect(JSON.parse(storedInput({ url, text: 'x'.repeat(200_000) }))).toEqual({
    url: 'postgres://a:***@h/d',
    text: '(200000 characters)',
  });
});
