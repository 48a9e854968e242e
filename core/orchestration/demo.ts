import { makeFolder } from '../storage/make-folder.ts';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutputOf } from '../contract/contract.ts';
import type { Handlers, JobContext } from '../jobs/context.ts';
import { readFailure, writeFailure } from '../storage/file-errors.ts';
import { outputPath } from '../storage/output-path.ts';
import { writeFileAtomic } from '../storage/write-file-atomic.ts';
import { splitRows } from './split-rows.ts';

const sampleFile = 'heart_cleveland_uci.csv';
const target = 'disease';
const modelName = 'heart-disease';
/** The median age: both groups have 151 patients. */
const oldFrom = 56;

type Imported = OutputOf<'data.import'>;

function importFile(context: JobContext, file: string, name: string): Promise<Imported> {
  return context.call('data.import', { files: [file], name });
}

/** The younger and the older patients of the sample, as datasets to compare. */
async function importAgeGroups(context: JobContext, file: string): Promise<[Imported, Imported]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw readFailure(error, file);
  });
  const folder = join(context.workspace.temporaryFolder, context.jobId);
  const importPart = async (name: string, part: string): Promise<Imported> => {
    const partFile = join(folder, `${name}.csv`);
    await writeFileAtomic(partFile, part);
    return importFile(context, partFile, name);
  };
  try {
    const [younger, older] = splitRows(text, { column: 'age', value: oldFrom });
    return [
      await importPart(`heart-under-${oldFrom}`, younger),
      await importPart(`heart-${oldFrom}-and-over`, older),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepareFolder(folder: string): Promise<void> {
  await makeFolder(folder).catch((error: unknown) => {
    throw writeFailure(error, folder);
  });
}

async function runDemo(
  out: string | undefined,
  context: JobContext,
): Promise<OutputOf<'demo.run'>> {
  const folder = out ?? context.workspace.exportsFolder;
  const reportFile = (name: string): string =>
    outputPath(context.workspace, join(folder, name), name);
  const files = [reportFile('heart-training.html'), reportFile('heart-drift.html')] as const;
  await prepareFolder(folder);
  const stage = (fraction: number, name: string): void =>
    context.progress({ fraction, stage: name });

  stage(0, 'Import the heart data');
  const file = join(context.samplesFolder, sampleFile);
  const { dataset, version } = await importFile(context, file, 'heart');

  stage(0.1, 'Train');
  const trained = await context.call(
    'models.train',
    { version: version.id, target, algorithm: 'gradient_boosting', seed: 7, cv: 5 },
    { from: 0.1, to: 0.5 },
  );

  stage(0.5, 'Register and promote');
  const registered = await context.call('registry.register', {
    run: trained.run.id,
    name: modelName,
    description: 'Made by the demo on the Cleveland heart disease data',
  });
  const promoted = await context.call('registry.promote', {
    version: registered.version.id,
    stage: 'Production',
    reason: 'demo',
  });
  const model = promoted.version;

  stage(0.55, 'Explain');
  const explained = await context.call(
    'explainability.shap',
    { model: model.id, version: version.id },
    { from: 0.55, to: 0.7 },
  );

  stage(0.7, 'Compare younger with older patients');
  const [reference, current] = await importAgeGroups(context, file);
  const drift = await context.call(
    'monitoring.drift',
    { reference: reference.version.id, current: current.version.id, model: model.id },
    { from: 0.75, to: 0.9 },
  );

  stage(0.9, 'Write the reports');
  const training = await context.call('reporting.render', {
    kind: 'training',
    id: trained.run.id,
    out: files[0],
  });
  const drifted = await context.call('reporting.render', {
    kind: 'drift',
    id: drift.id,
    out: files[1],
  });

  const { id, rows, baseValue, maxAdditivityError, meanAbs } = explained;
  return {
    dataset: { id: dataset.id, name: dataset.name, versionId: version.id, rows: version.rows },
    run: { id: trained.run.id, status: trained.run.status, metrics: trained.run.metrics },
    modelVersion: { id: model.id, name: model.name, number: model.number, stage: model.stage },
    explanation: { id, rows, baseValue, maxAdditivityError, meanAbs },
    drift: {
      id: drift.id,
      drifted: drift.drifted,
      share: drift.share,
      driftedColumns: drift.driftedColumns,
    },
    reports: [training, drifted].map(({ kind, path, bytes }) => ({ kind, path, bytes })),
  };
}

export const demoHandlers: Handlers<'demo'> = {
  'demo.run': async ({ out }, context) => runDemo(out, context),
};
