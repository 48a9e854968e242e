import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeBundle } from '../../../core/base/array-bundle.ts';
import { noTick } from '../../../core/base/tick.ts';
import type { FittedPipeline } from '../../../core/models/pipeline.ts';
import { type Prediction, predictPipeline } from '../../../core/models/predict.ts';
import { writeOnnxModel } from '../../../core/registry/export/onnx-model.ts';
import { buildPipeline } from '../../../core/registry/import/build-pipeline.ts';
import { matchColumns } from '../../../core/registry/import/match-columns.ts';
import { parseForeign } from '../../../core/registry/import/read-foreign.ts';
import type { Table } from '../../../core/table/table.ts';
import { exportDescription, readRows } from '../../support/onnx-cases.ts';

interface Case {
  name: string;
  dataset: string;
  rows: number;
  bundle: { json: string; binary: string };
  /** Of the file that onnxruntime read. */
  sha256: string;
  /** [row][class], or [row][0]. */
  predictions: number[][];
  labels: string[] | null;
}

const { tolerance, cases } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'onnx-export.json'), 'utf8'),
) as { tolerance: number; cases: Case[] };

function pipelineOf({ bundle: { json, binary } }: Case): FittedPipeline {
  const bundle = { json, binary: new Uint8Array(Buffer.from(binary, 'base64')) };
  return decodeBundle(bundle) as FittedPipeline;
}

const outputsOf = ({ values, probabilities }: Prediction): readonly Float64Array[] =>
  values ? [values] : probabilities!;

function worst(actual: readonly Float64Array[], expected: readonly ArrayLike<number>[]): number {
  let most = 0;
  actual.forEach((column, k) =>
    column.forEach((value, row) => {
      const other = expected[k]![row]!;
      const error = Math.abs(value - other) / Math.max(1, Math.abs(other));
      most = Number.isNaN(error) ? Infinity : Math.max(most, error);
    }),
  );
  return most;
}

/** The exported file, read by the importer as any other. */
function roundTrip(pipeline: FittedPipeline, bytes: Uint8Array, table: Table): FittedPipeline {
  const model = parseForeign(bytes, 'auto', '.onnx');
  const target = pipeline.target.name;
  const matched = matchColumns(model, table.columns, target);
  const options = { modelId: 'mdl_again', classes: undefined, tick: noTick };
  return buildPipeline(model, { matched, table }, options).pipeline;
}

describe.each(cases)('$name as ONNX', (one) => {
  const pipeline = pipelineOf(one);
  const { bytes } = writeOnnxModel(pipeline, exportDescription);

  it('is the file that onnxruntime read, and predicts what it says', async () => {
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(one.sha256);
    const predicted = predictPipeline(pipeline, await readRows(one.dataset, one.rows));
    const outputs = outputsOf(predicted);
    const expected = outputs.map((_, k) => one.predictions.map((row) => row[k]!));
    expect(worst(outputs, expected)).toBeLessThanOrEqual(tolerance);
    const labels = predicted.labels && Array.from(predicted.labels, (k) => pipeline.classes[k]);
    expect(labels).toEqual(one.labels);
  });

  it('comes back by import with the same predictions, missing values and text included', async () => {
    const table = await readRows(one.dataset, one.rows);
    const again = roundTrip(pipeline, bytes, table);
    expect(again.features.map(({ name }) => name)).toEqual(
      pipeline.features.map(({ name }) => name),
    );
    const [before, after] = [predictPipeline(pipeline, table), predictPipeline(again, table)];
    expect(worst(outputsOf(after), outputsOf(before))).toBeLessThanOrEqual(1e-6);
  });
});
