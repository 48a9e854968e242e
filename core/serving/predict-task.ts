import { subTick } from '../base/tick.ts';
import type { OutputOf } from '../contract/contract.ts';
import { tableRows } from '../data/cells.ts';
import { writeDelimited } from '../data/write-delimited.ts';
import type { TaskContext } from '../jobs/task.ts';
import { predictPipeline } from '../models/predict.ts';
import { readModel } from '../registry/read-model.ts';
import { predictionTable } from './prediction-table.ts';
import { readScoringFile } from './read-scoring-file.ts';
import { summarisePredictions } from './summarise-predictions.ts';
import type { PredictTaskInput } from './tasks.ts';

const previewRows = 20;

/** Scores a file into another. The output appears complete or not at all. */
export async function run(
  input: PredictTaskInput,
  { tick }: TaskContext,
): Promise<OutputOf<'serving.predict'>> {
  const pipeline = await readModel(input.jsonPath, input.binaryPath);
  tick(0, 'Reading');
  const { shown, aligned, warnings } = await readScoringFile(input.file, pipeline);
  const prediction = predictPipeline(pipeline, aligned, subTick(tick, 0.4, 0.7, 'Scoring'));
  const { table, warnings: renamed } = predictionTable(shown, pipeline, prediction);
  tick(0.7, 'Writing');
  const { bytes } = await writeDelimited(input.out, table, {
    escapeFormulas: input.escapeFormulas,
  });
  return {
    path: input.out,
    bytes,
    rows: table.rows,
    columns: table.columns.map((column) => column.name),
    preview: tableRows(table, 0, previewRows),
    summary: summarisePredictions(prediction, pipeline.classes),
    warnings: [...warnings, ...renamed],
  };
}
