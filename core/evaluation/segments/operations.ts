import { isAppError } from '../../base/app-error.ts';
import type { Segment } from '../../contract/eda-segments.ts';
import { resolveVersion, type VersionRecord } from '../../data/versions.ts';
import { resolveSegment, segmentRows } from '../../eda/segments/segment-rows.ts';
import type { HandlersOf, JobContext } from '../../jobs/context.ts';
import { resolveRun } from '../../tracking/record-run.ts';
import { runSource } from '../run-source.ts';
import { segmentsTask, type AskedSegment, type FoundRows } from './tasks.ts';

/** A condition on columns that a version lacks, or rows of another version, are told, not thrown. */
async function findRows(
  context: JobContext,
  segment: Segment,
  version: VersionRecord,
): Promise<FoundRows> {
  try {
    return { rows: (await segmentRows(context, segment.id, version))!, reason: null };
  } catch (error) {
    if (!isAppError(error) || error.code === 'CANCELLED') throw error;
    return { rows: null, reason: error.message };
  }
}

async function chosenSegments(
  context: JobContext,
  asked: readonly string[] | undefined,
  version: VersionRecord,
): Promise<Segment[]> {
  if (asked === undefined) {
    const { segments } = await context.call('eda.segments', { version: version.version.id });
    return segments;
  }
  const found = asked.map((ref) => resolveSegment(context, ref).segment);
  return found.filter(({ id }, i) => found.findIndex((one) => one.id === id) === i);
}

export const evaluationSegmentsHandlers: HandlersOf<'evaluation.segments'> = {
  'evaluation.segments': async ({ run, segments: asked, metric }, context) => {
    const source = runSource(context, run);
    const evaluated = resolveVersion(context.workspace, source.versionId);
    const trained = resolveRun(context, source.runId).versionId;
    const learned = resolveVersion(context.workspace, trained);
    const segments: AskedSegment[] = [];
    for (const segment of await chosenSegments(context, asked, evaluated)) {
      const { id, name, filter } = segment;
      const found = await findRows(context, segment, evaluated);
      const same = learned.version.id === evaluated.version.id;
      const before = same ? found : await findRows(context, segment, learned);
      segments.push({ id, name, filter, evaluated: found, learned: before });
    }
    const file = { parquetPath: learned.parquetPath, columns: learned.version.columns };
    const input = { source, learned: file, metric, segments };
    return context.compute(segmentsTask, input, { stage: 'Comparing segments' });
  },
};
