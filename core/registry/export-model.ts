import { AppError } from '../base/app-error.ts';
import type { OutputOf, ParsedInputOf } from '../contract/contract.ts';
import type { OperationContext } from '../jobs/context.ts';
import { outputPath } from '../storage/output-path.ts';
import { writeFileAtomic } from '../storage/write-file-atomic.ts';
import { resolveRun } from '../tracking/record-run.ts';
import { writeOnnxModel } from './export/onnx-model.ts';
import { describeModel, type LoadedModel, loadModel } from './model-store.ts';
import { findModel, type ModelVersionRecord } from './repository.ts';

type Input = ParsedInputOf<'registry.export'>;

/** The version of the file format, not of the model. */
const exportFormat = 1;

function encodeArray(array: ArrayBufferView): object {
  const { buffer, byteOffset, byteLength } = array;
  const base64 = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
  return { $array: array.constructor.name, base64 };
}

/** Typed arrays as base64 of their little-endian bytes, numbers JSON lacks as `{"$number":"NaN"}`. */
function encode(node: unknown): unknown {
  if (ArrayBuffer.isView(node)) return encodeArray(node);
  if (typeof node === 'number' && !Number.isFinite(node)) return { $number: String(node) };
  if (Array.isArray(node)) return node.map(encode);
  if (node !== null && typeof node === 'object') {
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, encode(value)]));
  }
  return node;
}

function exportText(
  context: OperationContext,
  version: ModelVersionRecord,
  { pipeline, runId }: LoadedModel,
): string {
  const run = resolveRun(context, runId);
  return JSON.stringify({
    format: 'assay-model',
    formatVersion: exportFormat,
    writtenBy: `Assay ${context.appVersion}`,
    name: version.name,
    number: version.number,
    description: version.description,
    run: { id: run.id, seed: run.seed, data: run.versionName, metrics: run.metrics },
    pipeline: encode(pipeline),
  });
}

interface Exported {
  readonly content: string | Uint8Array;
  readonly notes: readonly string[];
}

function contentOf(
  context: OperationContext,
  { version, loaded }: { readonly version: ModelVersionRecord; readonly loaded: LoadedModel },
  format: Input['format'],
): Exported {
  if (format === 'json') return { content: exportText(context, version, loaded), notes: [] };
  const title = `${version.name}@${version.number}`;
  const written = writeOnnxModel(loaded.pipeline, { title, appVersion: context.appVersion });
  return { content: written.bytes, notes: written.notes };
}

/** Writes a registered model as one file without code; default: `<name>-<number>.<format>` in exports. */
export async function exportModel(
  context: OperationContext,
  version: ModelVersionRecord,
  { out, format }: Pick<Input, 'out' | 'format'>,
): Promise<OutputOf<'registry.export'>> {
  const { workspace, actor } = context;
  const path = outputPath(workspace, out, `${version.name}-${version.number}.${format}`);
  const model = findModel(workspace.db, version.modelId);
  if (!model)
    throw new AppError('NOT_FOUND', `The model of ${version.name}@${version.number} is gone`);
  const loaded = await loadModel(context, model.id);
  const { content, notes } = contentOf(context, { version, loaded }, format);
  const { bytes } = await writeFileAtomic(path, content);
  workspace.db.transaction(() => {
    const event = { actor, operation: 'registry.export', subject: version.id };
    workspace.audit.append({ ...event, detail: { path, bytes, format }, at: context.now() });
  })();
  context.changed('audit');
  return { path, bytes, model: describeModel(model), notes: [...notes] };
}
