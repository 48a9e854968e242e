import type { OutputOf, ParsedInputOf } from '../contract/contract.ts';
import type { JobContext } from '../jobs/context.ts';
import { outputPath } from '../storage/output-path.ts';
import { exportTask } from './tasks.ts';
import type { VersionRecord } from './versions.ts';

/** Writes a version to a file on a worker, and notes it in the audit log. */
export async function exportVersion(
  { version, parquetPath }: VersionRecord,
  input: ParsedInputOf<'data.export'>,
  context: JobContext,
): Promise<OutputOf<'data.export'>> {
  const { workspace, actor } = context;
  const { format, escapeFormulas } = input;
  const fileName = `${version.datasetName}-${version.number}.${format}`;
  const path = outputPath(workspace, input.out, fileName);
  const { rows, columns } = version;
  const { bytes } = await context.compute(
    exportTask,
    { parquetPath, rows, columns, format, path, escapeFormulas },
    { stage: 'Writing' },
  );
  workspace.db.transaction(() => {
    const event = { actor, operation: 'data.export', subject: version.id };
    workspace.audit.append({ ...event, detail: { path, format, rows, bytes }, at: context.now() });
  })();
  context.changed('audit');
  return { path, bytes, rows };
}
