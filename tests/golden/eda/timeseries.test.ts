import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../core/contract/contract.ts';
import type { Series } from '../../../core/contract/eda-series.ts';
import { openTestCore, type TestCore } from '../../support/open-test-core.ts';
import { importSample } from '../../support/train-sample.ts';

type Parts = NonNullable<Series['decomposition']>;
interface Expected extends Omit<Series, 'decomposition'> {
  decomposition: (Parts & { step: number }) | null;
}

const golden = JSON.parse(readFileSync(new URL('timeseries.json', import.meta.url), 'utf8')) as {
  tolerance: { statistic: number; pValue: number };
  cases: {
    dataset: string;
    input: Omit<InputOf<'eda.timeseries'>, 'version'>;
    expected: Expected;
  }[];
};
const { tolerance } = golden;
let test: TestCore;

beforeAll(async () => {
  test = await openTestCore();
  for (const name of new Set(golden.cases.map(({ dataset }) => dataset))) {
    await importSample(test, name, name);
  }
}, 60_000);
afterAll(() => test[Symbol.asyncDispose]());

function near(actual: number, expected: number, allowed: number, scale = Math.abs(expected)): void {
  const error = Math.abs(actual - expected);
  expect(error, `${actual} is not ${expected}`).toBeLessThanOrEqual(allowed * scale);
}

/** Sums of as many values as the series is long round off against its size, not against themselves. */
function nearAll(actual: (number | null)[], expected: (number | null)[], scale: number): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) {
    if (value === null) expect(actual[i]).toBeNull();
    else near(actual[i]!, value, 1e-10, scale);
  }
}

describe('eda.timeseries agrees with statsmodels', () => {
  it.each(golden.cases)('$dataset $input', async ({ dataset: version, input, expected }) => {
    const actual = await test.client.run('eda.timeseries', { version, ...input });
    expect([actual.observations, actual.period]).toEqual([expected.observations, expected.period]);
    for (const name of ['adf', 'kpss'] as const) {
      const { statistic, pValue, critical, ...exact } = expected[name]!;
      expect(actual[name]).toMatchObject(exact);
      near(actual[name]!.statistic, statistic, tolerance.statistic);
      near(actual[name]!.pValue, pValue, tolerance.pValue);
      for (const [level, value] of Object.entries(critical)) {
        near(actual[name]!.critical[level]!, value, 1e-12);
      }
    }
    nearAll(actual.acf, expected.acf, 1);
    nearAll(actual.pacf, expected.pacf, 10);
    near(actual.confidence, expected.confidence, 1e-12);
    if (actual.observations > 5000) return;
    const { step, ...parts } = expected.decomposition!;
    const scale = Math.max(...actual.value.map((value) => Math.abs(value ?? 0)));
    for (const name of ['trend', 'seasonal', 'residual'] as const) {
      const every = actual.decomposition![name].filter((_, i) => i % step === 0);
      nearAll(every, parts[name], scale);
    }
  });
});
