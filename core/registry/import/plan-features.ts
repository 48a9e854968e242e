import { AppError } from '../../base/app-error.ts';
import type { ColumnType, Warning } from '../../contract/common.ts';
import { castColumn } from '../../models/cast-column.ts';
import { describeFeature } from '../../models/describe-feature.ts';
import type { FeatureSchema, FittedPipeline } from '../../models/pipeline.ts';
import { asCoded } from '../../preprocessing/coded.ts';
import { occurringCategories } from '../../preprocessing/learned-categories.ts';
import { sameNames } from '../../preprocessing/replace-columns.ts';
import type { FittedStep } from '../../preprocessing/step.ts';
import { type Column, isCoded } from '../../table/table.ts';
import { encodeTexts } from './encode-texts.ts';
import type { ForeignChange, ForeignFeature } from './foreign-model.ts';
import { countNumbers } from './onnx-text.ts';

/** How raw columns become what a foreign model reads. */
export interface FeaturePlan extends Pick<FittedPipeline, 'features' | 'steps' | 'encoded'> {
  readonly warnings: readonly Warning[];
}

interface PlannedFeature {
  readonly schema: FeatureSchema;
  /** Categories by their number; null: it is a number already. */
  readonly labels: readonly string[] | null;
  readonly warning?: Warning;
}

function planCategories(column: Column, labels: readonly string[]): PlannedFeature {
  const described = describeFeature(asCoded(column));
  const known = new Set(labels);
  const seen = (described.categories ?? []).filter((label) => known.has(label));
  if (column.type !== 'boolean' && !isCoded(column)) {
    return { schema: describeFeature(column), labels };
  }
  const categories = [...seen, ...labels.filter((label) => !seen.includes(label))];
  const own = describeFeature(column);
  const schema = { ...own, categories, typical: categories[0] === undefined ? null : own.typical };
  if (seen.length > 0) return { schema, labels };
  const message = `No value of '${column.name}' is one of the categories the model knows, such as '${labels[0]}'.`;
  const warning = { kind: 'unseen_category', column: column.name, message };
  return { schema, labels, warning };
}

function planFeature(column: Column, feature: ForeignFeature): PlannedFeature {
  const { name } = column;
  const { text } = feature;
  if (text) {
    const { schema, warning } = planCategories(asCoded(column), [
      ...text.categories,
      ...text.shared,
    ]);
    return { schema, labels: null, ...(warning ? { warning } : {}) };
  }
  if (feature.labels) return planCategories(column, feature.labels);
  if (!isCoded(column)) return { schema: describeFeature(column), labels: null };
  if (feature.categorical) {
    const labels = occurringCategories(column);
    const message = `The file has no labels for the categories of '${name}'; those of the version are numbered in their order.`;
    const warning = { kind: 'import', column: name, message };
    return { schema: describeFeature(column), labels, warning };
  }
  const type: ColumnType = 'number';
  const cast = castColumn(column, type);
  if (!cast.unreadable) return { schema: describeFeature(cast.column), labels: null };
  throw new AppError(
    'SCHEMA_MISMATCH',
    `The model reads '${name}' as a number, but it holds text such as '${cast.unreadable.example}'.`,
    { hint: 'Make a version in which it is encoded as for the training', path: 'version' },
  );
}

function changeStep(
  changes: readonly { readonly name: string; readonly change: ForeignChange }[],
  rows: number,
): FittedStep[] {
  const fills = changes.flatMap(({ name, change }) =>
    change.kind === 'fill' ? [{ name, value: change.value }] : [],
  );
  const scales = changes.flatMap(({ name, change }) =>
    change.kind === 'scale' ? [{ name, ...change }] : [],
  );
  const made: FittedStep[] = [];
  if (fills.length > 0) {
    const columns = fills.map(({ name }) => name);
    made.push({
      step: 'simple_imputer',
      params: { strategy: 'constant', fill_value: 0, add_indicator: false },
      columns,
      state: { fills: fills.map(({ value }) => value), indicators: fills.map(() => null) },
      outputs: sameNames(columns),
      fittedOn: { rows },
    });
  }
  if (scales.length > 0) {
    const columns = scales.map(({ name }) => name);
    made.push({
      step: 'standard_scaler',
      params: { with_mean: true, with_std: true },
      columns,
      state: {
        means: Float64Array.from(scales, ({ offset }) => offset),
        scales: Float64Array.from(scales, ({ divisor }) => divisor),
      },
      outputs: sameNames(columns),
      fittedOn: { rows },
    });
  }
  return made;
}

/** What happens to numbers, first to last: the columns are told apart by how far they have come. */
function changeSteps(
  names: readonly string[],
  features: readonly ForeignFeature[],
  rows: number,
): FittedStep[] {
  const most = Math.max(0, ...features.map(({ changes }) => changes.length));
  return Array.from({ length: most }, (_, level) =>
    changeStep(
      features.flatMap(({ changes }, j) => {
        const change = changes[level];
        return change ? [{ name: names[j]!, change }] : [];
      }),
      rows,
    ),
  ).flat();
}

/**
 * The preparation a foreign model needs: categories become their numbers, zeros missing values, numbers
 * are filled and scaled. SCHEMA_MISMATCH where a column holds text and the model wants a number.
 */
export function planFeatures(
  columns: readonly Column[],
  features: readonly ForeignFeature[],
  rows: number,
): FeaturePlan {
  const planned = columns.map((column, j) => planFeature(column, features[j]!));
  const names = columns.map(({ name }) => name);
  const coded = planned.flatMap(({ labels }, j) => (labels ? [{ name: names[j]!, labels }] : []));
  const zeros = names.filter((_, j) => features[j]!.zeroIsMissing && !planned[j]!.labels);
  const steps: FittedStep[] = [];
  if (coded.length > 0) {
    const own = coded.map(({ name }) => name);
    steps.push({
      step: 'ordinal_encoder',
      params: { max_categories: 100_000, unknown_value: null },
      columns: own,
      state: { columns: coded.map(({ labels }) => ({ categories: labels, rare: [] })) },
      outputs: sameNames(own),
      fittedOn: { rows },
    });
  }
  if (zeros.length > 0) {
    const outputs = sameNames(zeros);
    const fittedOn = { rows };
    steps.push({
      step: 'zeros_to_missing',
      params: {},
      columns: zeros,
      state: null,
      outputs,
      fittedOn,
    });
  }
  const texts = columns.flatMap(({ name }, j) => {
    const { text } = features[j]!;
    return text ? [{ name, text }] : [];
  });
  const encodings = encodeTexts(texts, names, rows);
  const wide = columns.map(({ name }) => encodings.names.get(name) ?? [name]);
  const counts = planned.flatMap(({ labels }, j) => {
    const { text } = features[j]!;
    if (!text) return [labels?.length ?? 0];
    return text.slots === null ? [countNumbers(text)] : wide[j]!.map(() => 0);
  });
  return {
    features: planned.map(({ schema }) => schema),
    steps: [...steps, ...encodings.steps, ...changeSteps(names, features, rows)],
    encoded: {
      names: wide.flat(),
      origin: wide.flatMap((made, j) => made.map(() => names[j]!)),
      ...(counts.some((count) => count > 0) ? { categories: counts } : {}),
    },
    warnings: planned.flatMap(({ warning }) => warning ?? []),
  };
}
