import type { ForeignFormat } from '../../../../core/contract/model-file.ts';
import { formatBytes, formatCount, formatInteger } from '../../../components/format.ts';
import styles from './model-import.module.css';
import type { Inspected } from './use-model-file.ts';

const formats: Readonly<Record<ForeignFormat, string>> = {
  lightgbm: 'LightGBM text',
  xgboost: 'XGBoost JSON',
  onnx: 'ONNX',
};

function familyOf({ kind, trees }: Inspected): string {
  return kind === 'trees' ? formatCount(trees ?? 0, 'tree') : 'Linear';
}

function taskOf({ task, classCount }: Inspected): string {
  return task === 'regression' ? 'A number' : `${formatInteger(classCount)} classes`;
}

/** What was recognised in the file. */
export function ModelFacts({ model }: { readonly model: Inspected }) {
  const facts = [
    ['Format', formats[model.format]],
    ['Model', familyOf(model)],
    ['Predicts', taskOf(model)],
    ['Reads', formatCount(model.features.length, 'column')],
    ['Size', formatBytes(model.bytes)],
  ] as const;
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Columns the model reads, those that the version lacks marked by a word. */
export function FeatureList({ model }: { readonly model: Inspected }) {
  const missing = new Set(model.match?.missing);
  const { features } = model;
  // A note of the match says how they are taken.
  if (!model.named) return null;
  return (
    <details className={styles.features} open={missing.size > 0}>
      <summary>{`Columns it reads: ${formatInteger(features.length)}`}</summary>
      <ul
        className={styles.featureList}
        aria-label="Columns it reads"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard must scroll it
        tabIndex={0}
      >
        {features.map(({ name, categories }) => (
          <li key={name} data-missing={missing.has(name)}>
            <span className="assay-ellipsis" title={name}>
              {name}
            </span>
            <span className="assay-muted">
              {missing.has(name)
                ? 'missing'
                : categories && formatCount(categories.length, 'category', 'categories')}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
