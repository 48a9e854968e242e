import { AppError } from '../base/app-error.ts';
import type { OutputOf } from '../contract/contract.ts';
import type { Checkpoint, ValidationResult } from '../contract/validation.ts';
import type { JobContext, OperationContext } from '../jobs/context.ts';
import { renderValidationReport } from '../reporting/validation-report.ts';
import { outputPath } from '../storage/output-path.ts';
import { writeFileAtomic } from '../storage/write-file-atomic.ts';
import { findCheckpoint, putCheckpoint } from './repository.ts';
import { requireSuite } from './suites.ts';

/** Saves a checkpoint; its suites must be saved ones, and its files must lie where files may go. */
export function saveCheckpoint(context: OperationContext, given: Checkpoint): Checkpoint {
  const { workspace, actor } = context;
  for (const { suite } of given.validations) requireSuite(context, suite);
  const checkpoint = {
    ...given,
    actions: given.actions.map((action) => ({
      ...action,
      path: outputPath(workspace, action.path, defaultName(given, action.type)),
    })),
  };
  const at = context.now();
  workspace.db.transaction(() => {
    putCheckpoint(workspace.db, checkpoint, at);
    workspace.audit.append({
      actor,
      operation: 'validation.saveCheckpoint',
      subject: checkpoint.name,
      detail: { checkpoint },
      at,
    });
  })();
  context.changed('suites', 'audit');
  return checkpoint;
}

type Action = Checkpoint['actions'][number];

function defaultName({ name }: Checkpoint, type: Action['type']): string {
  return `${name}.${type === 'write_json' ? 'json' : 'html'}`;
}

/** Runs the suites of a checkpoint one after the other, then those of its actions that are due. */
export async function runCheckpoint(
  name: string,
  context: JobContext,
): Promise<OutputOf<'validation.runCheckpoint'>> {
  const checkpoint = findCheckpoint(context.workspace.db, name);
  if (!checkpoint) {
    throw new AppError('NOT_FOUND', `There is no checkpoint ${name}`, {
      hint: 'validation.checkpoints lists them',
      path: 'name',
    });
  }
  const results: ValidationResult[] = [];
  const { validations, resultFormat } = checkpoint;
  for (const [index, { version, suite }] of validations.entries()) {
    const part = { from: index / validations.length, to: (index + 1) / validations.length };
    results.push(await context.call('validation.run', { version, suite, resultFormat }, part));
  }
  const success = results.every((result) => result.success);
  const due = checkpoint.actions.filter(
    ({ notifyOn }) => notifyOn === 'all' || (notifyOn === 'success') === success,
  );
  const written: string[] = [];
  for (const action of due) {
    context.signal.throwIfAborted();
    written.push(...(await runAction(context, { checkpoint, action, results })));
  }
  return { success, results, written };
}

async function runAction(
  { workspace }: JobContext,
  made: {
    readonly checkpoint: Checkpoint;
    readonly action: Action;
    readonly results: readonly ValidationResult[];
  },
): Promise<string[]> {
  const { checkpoint, action, results } = made;
  // checked again: the folder may be another one now
  const path = outputPath(workspace, action.path, defaultName(checkpoint, action.type));
  switch (action.type) {
    case 'write_json': {
      const success = results.every((result) => result.success);
      const document = { name: checkpoint.name, success, results };
      await writeFileAtomic(path, `${JSON.stringify(document, null, 2)}\n`);
      return [path];
    }
    case 'write_html': {
      const written: string[] = [];
      for (const [index, result] of results.entries()) {
        const file = index === 0 ? path : path.replace(/(\.[^./\\]*)?$/, `-${index + 1}$1`);
        await writeFileAtomic(file, renderValidationReport(result));
        written.push(file);
      }
      return written;
    }
  }
}
