import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addVersion } from '../../../../support/add-version.ts';
import { foreignBytes, foreignCase, foreignTables } from '../../../../support/foreign-cases.ts';
import { openTestCore, type TestCore } from '../../../../support/open-test-core.ts';

const binary = 'lightgbm binary with categories';

async function importTitanic(test: TestCore): Promise<{ version: string; run: string }> {
  const { id: version } = await addVersion(
    test.core.workspace,
    'titanic',
    foreignTables['titanic']!,
  );
  const file = join(test.folder, 'titanic.txt');
  await writeFile(file, foreignBytes(foreignCase(binary)));
  const { runId } = await test.client.run('registry.import', {
    file,
    version,
    target: 'survived',
    name: 'titanic',
  });
  return { version, run: runId };
}

const refusal = {
  failure: {
    code: 'UNSUPPORTED',
    message: 'An imported model cannot be trained here.',
    hint: expect.stringContaining('import the new file'),
  },
};

describe('what would train an imported model anew', () => {
  it('is refused with what to do instead', async () => {
    await using test = await openTestCore();
    const { version } = await importTitanic(test);
    const { run } = test.client;
    const task = { version, target: 'survived', algorithm: 'imported' };
    await expect(run('models.train', task)).rejects.toMatchObject(refusal);
    await expect(run('tuning.run', { ...task, trials: 2 })).rejects.toMatchObject(refusal);
    await expect(run('tuning.curve', task)).rejects.toMatchObject(refusal);
    await expect(run('tuning.ablation', task)).rejects.toMatchObject(refusal);
    const asked = { model: 'titanic', version, kind: 'drop_column' } as const;
    await expect(run('explainability.permutation', asked)).rejects.toMatchObject({
      failure: { code: 'UNSUPPORTED', hint: 'Ask for permutation' },
    });
  });

  it('is left out where runs are compared, and said', async () => {
    await using test = await openTestCore();
    const one = await importTitanic(test);
    const other = await test.client.run('registry.import', {
      file: join(test.folder, 'titanic.txt'),
      version: one.version,
      target: 'survived',
    });
    const compared = await test.client.run('evaluation.compare', { runs: [one.run, other.runId] });
    expect(compared.warnings.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('cannot be fitted anew'),
    );
  });
});

describe('an imported model beside one that was trained here', () => {
  it('is scored on the rows that were set aside for that one', async () => {
    await using test = await openTestCore();
    const { version, run: foreign } = await importTitanic(test);
    const { run } = test.client;
    const task = { version, target: 'survived', algorithm: 'dummy', testFraction: 0.4, cv: 0 };
    const own = (await run('models.train', task)).run.id;
    for (const runs of [
      [foreign, own],
      [own, foreign],
    ]) {
      const compared = await run('evaluation.compare', { runs, folds: 2 });
      expect(compared).toMatchObject({ on: 'test', versionId: version, folds: 0 });
      expect(compared.rows).toBeLessThan(foreignTables['titanic']![0]!.values.length / 2);
      expect(compared.tests.length).toBeGreaterThan(0);
      const said = compared.warnings.map(({ message }) => message);
      expect(said.filter((message) => message.includes('does not say which rows'))).toHaveLength(1);
    }
    const settings = await test.client.call('tracking.compare', { runs: [own, foreign] });
    expect(settings.params.map(({ name }) => name)).not.toContain('version');
  });

  it('says that the rows of the version stand in for what it learned from', async () => {
    await using test = await openTestCore();
    const { version, run } = await importTitanic(test);
    const found = await test.client.run('explainability.similar', {
      model: 'titanic',
      version,
      row: 0,
    });
    expect(found.warnings).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('stand in') }),
    );
    const { warnings } = await test.client.call('tracking.show', { run });
    expect(warnings).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('does not say which rows') }),
    );
  });
});

describe('an imported model in every other view', () => {
  it('answers as a trained one', async () => {
    await using test = await openTestCore();
    const { version, run: runId } = await importTitanic(test);
    const { run } = test.client;
    const model = 'titanic';
    const { entries } = await run('explainability.permutation', { model, version, repeats: 2 });
    expect(entries.length).toBe(6);
    await run('explainability.pdp', { model, version, columns: ['age'] });
    await run('explainability.surrogate', { model, version });
    await run('explainability.similar', { model, version, row: 0 });
    await run('explainability.counterfactual', { model, version, row: 0 });
    const fairness = await run('evaluation.fairness', { run: runId, columns: ['sex'] });
    expect(fairness.groups.length).toBeGreaterThan(1);
    expect((await run('evaluation.errors', { run: runId })).overall.value).not.toBeNull();
  });
});
