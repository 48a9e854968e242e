import { AppError } from '../base/app-error.ts';
import type { ParsedInputOf } from '../contract/contract.ts';
import type { Segment } from '../contract/eda-segments.ts';
import { resolveVersion, type VersionRecord } from '../data/versions.ts';
import type { HandlersOf, OperationContext } from '../jobs/context.ts';
import { deleteSegment, findSegment, insertSegment, listSegments } from './segments/repository.ts';
import {
  encodeRows,
  matchingRows,
  resolveSegment,
  segmentFilter,
} from './segments/segment-rows.ts';

type SaveInput = ParsedInputOf<'eda.saveSegment'>;

export const segmentHandlers: HandlersOf<'eda.segments' | 'eda.saveSegment' | 'eda.deleteSegment'> =
  {
    'eda.segments': async ({ version }, { workspace }) => {
      const datasetId =
        version === undefined ? null : resolveVersion(workspace, version).version.datasetId;
      return { segments: listSegments(workspace.db, datasetId) };
    },

    'eda.saveSegment': (input, context) => saveSegment(input, context),

    'eda.deleteSegment': async ({ segment: ref }, context) => {
      const { workspace, actor } = context;
      const { segment } = resolveSegment(context, ref);
      workspace.db.transaction(() => {
        deleteSegment(workspace.db, segment.id);
        workspace.audit.append({
          actor,
          operation: 'eda.deleteSegment',
          subject: segment.id,
          detail: { name: segment.name, dataset: segment.datasetName, rows: segment.rows },
          at: context.now(),
        });
      })();
      context.changed('segments', 'audit');
      return segment;
    },
  };

async function saveSegment(input: SaveInput, context: OperationContext): Promise<Segment> {
  const { workspace, actor } = context;
  const record = resolveVersion(workspace, input.version);
  const name = checkName(input.name);
  refuseTaken(context, name);
  const rows = await rowsOf(input, record);
  const listed = input.rows === undefined ? null : await workspace.artifacts.put(encodeRows(rows));
  const segment: Segment = {
    id: context.newId('seg'),
    name,
    datasetId: record.version.datasetId,
    datasetName: record.version.datasetName,
    filter: input.filter ?? null,
    versionId: listed === null ? null : record.version.id,
    rows: rows.length,
    createdAt: context.now(),
  };
  workspace.db.transaction(() => {
    refuseTaken(context, name);
    insertSegment(workspace.db, { segment, rowsSha256: listed?.sha256 ?? null });
    workspace.audit.append({
      actor,
      operation: 'eda.saveSegment',
      subject: segment.id,
      detail: {
        name,
        dataset: segment.datasetName,
        version: record.version.id,
        rows: segment.rows,
        ...(segment.filter === null ? { sha256: listed!.sha256 } : { filter: segment.filter }),
      },
      at: segment.createdAt,
    });
  })();
  context.changed('segments', 'audit');
  return segment;
}

function checkName(given: string): string {
  const name = given.trim();
  if (name !== '') return name;
  throw new AppError('INVALID_INPUT', 'The name of a segment cannot be blank', {
    hint: 'Say in a word or two what its rows have in common',
    path: 'name',
  });
}

function refuseTaken({ workspace }: OperationContext, name: string): void {
  const taken = findSegment(workspace.db, name);
  if (!taken) return;
  throw new AppError('CONFLICT', `There is a segment ${taken.segment.name} already`, {
    hint: 'Choose another name, or delete that segment first',
    path: 'name',
  });
}

/** The rows of the new segment in the version it is made on: ascending, each once. */
async function rowsOf(input: SaveInput, record: VersionRecord): Promise<Uint32Array> {
  if (input.rows === undefined) return matchingRows(segmentFilter(input.filter!, record), record);
  const { version } = record;
  const rows = Float64Array.from(new Set(input.rows)).sort();
  if (rows.at(-1)! >= version.rows) {
    throw new AppError(
      'INVALID_INPUT',
      `There is no row ${rows.at(-1)!} in ${version.datasetName}@${version.number}`,
      { hint: `Its ${version.rows} rows are numbered from 0`, path: 'rows' },
    );
  }
  return Uint32Array.from(rows);
}
