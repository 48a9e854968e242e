import { AppError } from '../base/app-error.ts';
import { resolveVersion } from '../data/versions.ts';
import type { Handlers } from '../jobs/context.ts';
import { outputPath } from '../storage/output-path.ts';
import { writeFileAtomic } from '../storage/write-file-atomic.ts';
import { runCheckpoint, saveCheckpoint } from './checkpoints.ts';
import { findFailures } from './find-failures.ts';
import { listCheckpoints, listResults, listSuites, removeSuite } from './repository.ts';
import { readResult, rowsOrNull, rowsSource, runSuite, scoreVersion } from './run-suite.ts';
import { readSuiteFile, writeSuite } from './suite-file.ts';
import { suggestTask } from './suggest-task.ts';
import { listExpectations, requireSuite, saveSuite } from './suites.ts';

export const validationHandlers: Handlers<'validation'> = {
  'validation.expectations': async () => listExpectations(),

  async 'validation.suggest'({ version: ref, name }, context) {
    const record = resolveVersion(context.workspace, ref);
    const { datasetName, number } = record.version;
    const expectations = await context.compute(
      suggestTask,
      {
        source: await rowsSource(context, record),
        thisYear: new Date(context.now()).getUTCFullYear(),
      },
      { stage: 'Looking for rules' },
    );
    return {
      name: name ?? datasetName,
      expectations: [...expectations],
      meta: { suggested_from: `${datasetName}@${number}` },
      notes: '',
    };
  },

  'validation.run': (input, context) => runSuite(input, context),

  async 'validation.failures'({ version: ref, expectation, limit }, context) {
    const record = resolveVersion(context.workspace, ref);
    return findFailures(await rowsSource(context, record), expectation, {
      limit,
      rowsOf: (other) => rowsOrNull(context, other),
      thisYear: new Date(context.now()).getUTCFullYear(),
    });
  },

  'validation.suites': async (_input, { workspace }) => ({ suites: listSuites(workspace.db) }),

  'validation.showSuite': async ({ name }, context) => requireSuite(context, name),

  'validation.saveSuite': async ({ suite }, context) =>
    saveSuite(context, suite, 'validation.saveSuite'),

  async 'validation.importSuite'({ file, name }, context) {
    const { suite, unsupported } = await readSuiteFile(file);
    if (suite.expectations.length === 0 && unsupported.length > 0) {
      throw new AppError(
        'UNSUPPORTED',
        `None of the ${unsupported.length} rules of the file can be taken over`,
        {
          hint: `${unsupported[0]!.type}: ${unsupported[0]!.reason}`,
          path: 'file',
        },
      );
    }
    const named = name === undefined ? suite : { ...suite, name };
    return {
      suite: saveSuite(context, named, 'validation.importSuite'),
      unsupported: [...unsupported],
    };
  },

  async 'validation.exportSuite'({ name, format, out }, context) {
    const suite = requireSuite(context, name);
    const path = outputPath(context.workspace, out, `${suite.name}.${format}`);
    const { bytes } = await writeFileAtomic(path, await writeSuite(suite, format));
    return { path, bytes };
  },

  async 'validation.deleteSuite'({ name }, context) {
    const { workspace, actor } = context;
    const suite = requireSuite(context, name);
    workspace.db.transaction(() => {
      removeSuite(workspace.db, suite.name);
      workspace.audit.append({
        actor,
        operation: 'validation.deleteSuite',
        subject: suite.name,
        // the audit log is what remains of it
        detail: { suite },
        at: context.now(),
      });
    })();
    context.changed('suites', 'audit');
    return { name: suite.name };
  },

  async 'validation.results'({ suite, version, limit }, { workspace }) {
    const versionId =
      version === undefined ? undefined : resolveVersion(workspace, version).version.id;
    return { results: listResults(workspace.db, { suite, versionId, limit }) };
  },

  'validation.show': ({ id }, context) => readResult(context, id),

  'validation.score': (input, context) => scoreVersion(input, context),

  'validation.checkpoints': async (_input, { workspace }) => ({
    checkpoints: listCheckpoints(workspace.db),
  }),

  'validation.saveCheckpoint': async ({ checkpoint }, context) =>
    saveCheckpoint(context, checkpoint),

  'validation.runCheckpoint': ({ name }, context) => runCheckpoint(name, context),
};
