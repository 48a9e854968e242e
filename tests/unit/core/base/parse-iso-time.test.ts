import { expect, it } from 'vitest';
import { parseIsoTime } from '../../../../core/base/parse-iso-time.ts';

it.each([
  ['2024-05-31', '2024-05-31T00:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  [' 2024-05-31 12:30 ', '2024-05-31T12:30:00.000Z'],
  ['2024-05-31T12:30:15', '2024-05-31T12:30:15.000Z'],
  ['2024-05-31T12:30:15.5Z', '2024-05-31T12:30:15.500Z'],
  ['2024-05-31T12:30:15.123456789', '2024-05-31T12:30:15.123Z'],
  ['2024-05-31T00:30:00+02:00', '2024-05-30T22:30:00.000Z'],
  ['2024-05-31T23:00:00-0130', '2024-06-01T00:30:00.000Z'],
  ['0050-01-01', '0050-01-01T00:00:00.000Z'],
])('reads %j as %s, whatever the zone of the machine', (text, iso) => {
  expect(new Date(parseIsoTime(text)).toISOString()).toBe(iso);
});

it.each(['', '5', '2024', '2024-05', '31/05/2024', 'May 31, 2024', '2024-02-30', '2023-02-29'])(
  'finds no date in %j',
  (text) => {
    expect(parseIsoTime(text)).toBeNaN();
  },
);

it.each([
  '2024-13-01',
  '2024-00-10',
  '2024-05-31T24:00',
  '2024-05-31T10:60',
  '2024-05-31T10:00:60',
])('refuses %j instead of carrying it over', (text) => {
  expect(parseIsoTime(text)).toBeNaN();
});
