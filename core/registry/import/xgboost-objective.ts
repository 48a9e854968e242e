import type { Task } from '../../contract/common.ts';
import type { Link } from '../../models/states/state-kind.ts';
import { unsupported } from './foreign-failure.ts';

export interface XgboostObjective {
  readonly task: Task;
  readonly link: Link;
  /** The margin that base_score stands for. */
  readonly toMargin: (score: number) => number;
}

const identity = (score: number): number => score;

const identities = new Set([
  'reg:squarederror',
  'reg:linear',
  'reg:squaredlogerror',
  'reg:pseudohubererror',
  'reg:absoluteerror',
  'reg:quantileerror',
  'rank:pairwise',
  'rank:ndcg',
  'rank:map',
]);
const logs = new Set(['count:poisson', 'reg:gamma', 'reg:tweedie', 'survival:cox', 'survival:aft']);
const classes = new Set(['multi:softprob', 'multi:softmax', 'binary:logitraw']);

/** What the scores of an objective mean; UNSUPPORTED for those that have no counterpart. */
export function readXgboostObjective(name: string): XgboostObjective {
  if (identities.has(name)) return { task: 'regression', link: 'identity', toMargin: identity };
  if (logs.has(name)) return { task: 'regression', link: 'log', toMargin: Math.log };
  if (classes.has(name)) return { task: 'classification', link: 'logit', toMargin: identity };
  if (name === 'binary:logistic') {
    const toMargin = (score: number): number => -Math.log(1 / score - 1);
    return { task: 'classification', link: 'logit', toMargin };
  }
  throw unsupported(
    `XGBoost's objective '${name}' is not read.`,
    `Objectives: binary:logistic, ${[...classes, ...identities, ...logs].join(', ')}`,
  );
}
