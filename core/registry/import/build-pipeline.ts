import type { Tick } from '../../base/tick.ts';
import type { Warning } from '../../contract/common.ts';
import { imported } from '../../models/imported.ts';
import type { FittedPipeline } from '../../models/pipeline.ts';
import { encodeTable } from '../../models/predict.ts';
import { findColumn, type Table } from '../../table/table.ts';
import type { ForeignModel } from './foreign-model.ts';
import { centreLinear, coverTrees } from './learn-background.ts';
import type { MatchedColumns } from './match-columns.ts';
import { planFeatures } from './plan-features.ts';
import { resolveClasses } from './resolve-classes.ts';

export interface BuildOptions {
  readonly modelId: string;
  /** Labels the caller named. */
  readonly classes: readonly string[] | undefined;
  readonly tick: Tick;
}

/** A foreign model on the rows of a version as a pipeline of this program. */
export function buildPipeline(
  model: ForeignModel,
  { matched, table }: { readonly matched: MatchedColumns; readonly table: Table },
  { modelId, classes: asked, tick }: BuildOptions,
): { pipeline: FittedPipeline; warnings: Warning[] } {
  const columns = matched.features.map(({ name }) => findColumn(table, name)!);
  const { warnings: planned, ...plan } = planFeatures(columns, model.features, table.rows);
  const known = matched.targetColumn && (findColumn(table, matched.target) ?? null);
  const named = resolveClasses(model, known, asked);
  const { task, format, estimator } = model;
  const fallback = task === 'classification' ? 'category' : 'number';
  const bare: FittedPipeline = {
    format: 1,
    modelId,
    algorithm: imported,
    task,
    params: { format, ...model.params },
    target: { name: matched.target, type: matched.targetColumn?.type ?? fallback },
    classes: named.classes,
    ...plan,
    estimator,
    trainedRows: table.rows,
  };
  const warnings = [...model.warnings, ...matched.warnings, ...planned, ...named.warnings];
  if (estimator.kind === 'linear') {
    const message = 'Explanations take the means of the columns from the version.';
    const centred = centreLinear(estimator, encodeTable(bare, table));
    return {
      pipeline: { ...bare, estimator: centred },
      warnings: [...warnings, { kind: 'import', message }],
    };
  }
  if (model.covered) return { pipeline: bare, warnings };
  const message =
    'The file does not say how many rows reached each node; explanations count the rows of the version.';
  const covered = coverTrees(estimator, encodeTable(bare, table), tick);
  return {
    pipeline: { ...bare, estimator: covered },
    warnings: [...warnings, { kind: 'import', message }],
  };
}
