import type { Tick } from '../../base/tick.ts';
import type { Warning } from '../../contract/common.ts';
import { maxClasses } from '../../models/check-fit.ts';
import type { LinearState } from '../../models/states/linear.ts';
import type { TreeEnsembleState } from '../../models/states/trees.ts';
import { damaged, unsupported } from './foreign-failure.ts';
import type { ForeignChange, ForeignModel } from './foreign-model.ts';
import { type JsonPlace, readJson } from './json-reader.ts';
import { arrangeTrees, type TreeBudget } from './order-tree.ts';
import { parseJson } from './parse-json.ts';
import { readXgboostCategories } from './xgboost-categories.ts';
import { readXgboostObjective, type XgboostObjective } from './xgboost-objective.ts';
import { readXgboostTree, type XgboostTree } from './xgboost-tree.ts';

const mostFeatures = 1_000_000;

interface Shape {
  readonly outputs: number;
  readonly features: number;
  readonly base: Float64Array;
  readonly objective: XgboostObjective;
}

/** One number, or since 3.0 one an output in text such as `[5E-1,2E-1]`. */
function readBaseScore(text: string, outputs: number): Float64Array {
  const scores = text
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map(Number);
  const fits = scores.length === 1 || scores.length === outputs;
  if (!fits || !scores.every(Number.isFinite))
    throw damaged(`base_score is '${text.slice(0, 60)}'`);
  return Float64Array.from({ length: outputs }, (_, k) => Math.fround(scores[k] ?? scores[0]!));
}

function readShape(learner: JsonPlace): Shape {
  const param = learner.at('learner_model_param');
  const classes = param.has('num_class')
    ? param.at('num_class').integer({ least: 0, most: maxClasses })
    : 0;
  const targets = param.has('num_target') ? param.at('num_target').number() : 1;
  if (targets > 1)
    throw unsupported(`The model has ${targets} targets.`, 'Train one model a target');
  const objective = readXgboostObjective(learner.at('objective').at('name').text());
  if (classes === 2) throw unsupported('The model has two outputs.', 'Train it as binary:logistic');
  if (classes > 1 && objective.task === 'regression') throw damaged('a regression has classes');
  const outputs = Math.max(1, classes);
  const score = param.at('base_score');
  const base = readBaseScore(
    typeof score.raw === 'string' ? score.raw : String(score.number()),
    outputs,
  );
  const margins = base.map(objective.toMargin);
  if (!margins.every(Number.isFinite)) throw damaged('base_score is out of its range');
  const features = param.at('num_feature').integer({ least: 0, most: mostFeatures });
  return { outputs, features, base: margins, objective };
}

/** Trees, and the weight of each where some were dropped (dart). */
function readTrees(
  booster: JsonPlace,
  shape: Shape,
  tick: Tick,
): { state: TreeEnsembleState; categorical: Set<number>; model: JsonPlace } {
  const dart = booster.at('name').text() === 'dart';
  const model = (dart ? booster.at('gbtree') : booster).at('model');
  const list = model.at('trees').list();
  const weights = dart ? booster.at('weight_drop').numbers(list.length) : null;
  const groups = model.at('tree_info').numbers(list.length);
  const budget: TreeBudget = { setBytes: 0 };
  const categorical = new Set<number>();
  const byOutput = Array.from({ length: shape.outputs }, (): XgboostTree['tree'][] => []);
  list.forEach((json, k) => {
    tick(k / list.length);
    const factor = weights?.[k] ?? 1;
    const read = readXgboostTree(json, shape.features, { budget, factor });
    const own = byOutput[groups[k]!];
    if (!own) throw damaged(`tree ${k} is of output ${groups[k]}, but there are ${shape.outputs}`);
    own.push(read.tree);
    for (const j of read.categorical) categorical.add(j);
  });
  const { link } = shape.objective;
  const trees = arrangeTrees(byOutput);
  return { state: { kind: 'trees', link, base: shape.base, trees }, categorical, model };
}

/** Weights lie feature by feature with one an output each; the biases are the last. */
function readLinear(
  booster: JsonPlace,
  { outputs, features, base, objective }: Shape,
): LinearState {
  const weights = booster
    .at('model')
    .at('weights')
    .numbers(outputs * (features + 1));
  const at = (feature: number, output: number): number =>
    Math.fround(weights[feature * outputs + output]!);
  return {
    kind: 'linear',
    link: objective.link,
    coefficients: Array.from({ length: outputs }, (_, k) =>
      Float64Array.from({ length: features }, (_value, j) => at(j, k)),
    ),
    // XGBoost adds the first base score to every output of its linear booster.
    intercepts: base.map((_, k) => base[0]! + at(features, k)),
    means: new Float64Array(features),
  };
}

function readNames(learner: JsonPlace, features: number): string[] | null {
  const names = learner.has('feature_names') ? learner.at('feature_names').texts() : [];
  if (names.length === 0) return null;
  if (names.length !== features) throw damaged(`it names ${names.length} of ${features} features`);
  if (new Set(names).size !== names.length) throw damaged('two features have one name');
  return names;
}

function warnOfBest(learner: JsonPlace, rounds: number): Warning[] {
  const attributes = learner.has('attributes') ? learner.at('attributes') : null;
  if (!attributes?.has('best_iteration')) return [];
  const best = attributes.at('best_iteration').number() + 1;
  if (best >= rounds) return [];
  const message = `Early stopping found round ${best} of ${rounds} best; all ${rounds} are used, as Booster.predict does.`;
  return [{ kind: 'import', message }];
}

/**
 * An XGBoost model as Booster.save_model('model.json') writes it: gbtree, dart or gblinear. Throws
 * PARSE_FAILED, UNSUPPORTED.
 */
export function readXgboost(text: string, tick: Tick): ForeignModel {
  const learner = readJson(parseJson(text, 'it is no JSON, or cut off'), 'file').at('learner');
  const shape = readShape(learner);
  const booster = learner.at('gradient_booster');
  const kind = booster.at('name').text();
  if (!['gbtree', 'dart', 'gblinear'].includes(kind)) {
    throw unsupported(
      `XGBoost's booster '${kind}' is not read.`,
      'Boosters: gbtree, dart, gblinear',
    );
  }
  const { outputs, features: count, objective } = shape;
  const linear = kind === 'gblinear';
  const read = linear ? null : readTrees(booster, shape, tick);
  const labels = read ? readXgboostCategories(read.model, count) : [];
  const names = readNames(learner, count);
  // gblinear leaves missing values out of its sums.
  const changes: ForeignChange[] = linear ? [{ kind: 'fill', value: 0 }] : [];
  const trees = read?.state.trees.length ?? 0;
  return {
    format: 'xgboost',
    task: objective.task,
    estimator: read ? read.state : readLinear(booster, shape),
    features: Array.from({ length: count }, (_, j) => ({
      name: names?.[j] ?? `f${j}`,
      labels: labels[j] ?? null,
      categorical: read?.categorical.has(j) === true || Boolean(labels[j]),
      zeroIsMissing: false,
      changes,
    })),
    named: names !== null,
    classCount: objective.task === 'regression' ? 0 : Math.max(2, outputs),
    classes: null,
    covered: true,
    params: { booster: kind, objective: learner.at('objective').at('name').text(), trees },
    warnings: linear ? [] : warnOfBest(learner, trees / outputs),
  };
}
