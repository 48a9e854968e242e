import type { Tick } from '../../base/tick.ts';
import type { Task, Warning } from '../../contract/common.ts';
import { maxClasses } from '../../models/check-fit.ts';
import type { Link } from '../../models/states/state-kind.ts';
import type { Tree } from '../../models/states/trees.ts';
import { damaged, unsupported } from './foreign-failure.ts';
import type { ForeignFeature, ForeignModel } from './foreign-model.ts';
import { readLightgbmTree, type LightgbmTree } from './lightgbm-tree.ts';
import { arrangeTrees, type TreeBudget } from './order-tree.ts';
import { parseJson } from './parse-json.ts';
import { readTextBlock, type TextBlock } from './text-block.ts';

const mostFeatures = 1_000_000;
const mostLines = 20_000_000;
/** Of a line. */
const mostLength = 64 * 1024 * 1024;

interface Objective {
  readonly task: Task;
  readonly link: Link;
  /** What raw scores are multiplied by. */
  readonly scale: number;
}

const identities = new Set([
  'regression',
  'regression_l1',
  'regression_l2',
  'l1',
  'l2',
  'huber',
  'fair',
  'quantile',
  'mape',
  'lambdarank',
  'rank_xendcg',
]);
const logs = new Set(['poisson', 'gamma', 'tweedie']);

function readObjective(text: string): Objective {
  const [name = '', ...options] = text.split(' ');
  const option = (key: string): string | undefined =>
    options.find((entry) => entry.startsWith(`${key}:`))?.slice(key.length + 1);
  if (identities.has(name)) {
    if (!options.includes('sqrt')) return { task: 'regression', link: 'identity', scale: 1 };
    throw unsupported('The model predicts the root of its target (reg_sqrt).', 'Train without it');
  }
  if (logs.has(name)) return { task: 'regression', link: 'log', scale: 1 };
  if (name === 'binary') {
    const scale = Number(option('sigmoid') ?? 1);
    if (!(scale > 0 && scale < Infinity)) throw damaged(`sigmoid is '${option('sigmoid')}'`);
    return { task: 'classification', link: 'logit', scale };
  }
  if (name === 'multiclass') return { task: 'classification', link: 'logit', scale: 1 };
  throw unsupported(
    name === '' || name === 'custom'
      ? 'The model file does not say what its scores mean (a custom objective).'
      : `LightGBM's objective '${name}' is not read.`,
    `Objectives: binary, multiclass, ${[...identities, ...logs].join(', ')}`,
  );
}

function readCategories(tail: readonly string[]): readonly string[][] {
  const line = tail.find((candidate) => candidate.startsWith('pandas_categorical:'));
  const text = line?.slice('pandas_categorical:'.length).trim() ?? 'null';
  const parsed = parseJson(text, 'pandas_categorical is no JSON');
  if (parsed === null) return [];
  if (!Array.isArray(parsed) || !parsed.every((labels) => Array.isArray(labels))) {
    throw damaged('pandas_categorical is no list of lists');
  }
  return parsed.map((labels: unknown[]) => labels.map(String));
}

/** Features whose categories training had: feature_infos lists their numbers, or a range for others. */
function categoricalFeatures(
  header: TextBlock,
  tail: readonly string[],
  count: number,
): ReadonlySet<number> {
  const marked = tail.find((line) => line.startsWith('[categorical_feature:'));
  const named = marked?.slice(marked.indexOf(':') + 1).match(/\d+/g) ?? [];
  const infos = header.text('feature_infos', '').split(' ');
  const found = infos.flatMap((info, j) => (/^-?\d+(:-?\d+)*$/.test(info) ? [j] : []));
  return new Set([...named.map(Number).filter((j) => j < count), ...found]);
}

function describeFeatures(
  names: readonly string[],
  trees: readonly LightgbmTree[],
  { categorical, labels }: { categorical: ReadonlySet<number>; labels: readonly string[][] },
): ForeignFeature[] {
  const asked = new Set<number>();
  const zeros = new Set<number>();
  const others = new Set<number>();
  for (const tree of trees) {
    for (const j of tree.categorical) asked.add(j);
    for (const j of tree.zeroIsMissing) zeros.add(j);
    for (const j of tree.zeroIsNumber) others.add(j);
  }
  const mixed = [...zeros].find((j) => others.has(j));
  if (mixed !== undefined) {
    throw unsupported(
      `Some trees take a zero of '${names[mixed]}' for missing, others do not.`,
      'Train all trees with the same zero_as_missing',
    );
  }
  // pandas_categorical lists the categorical columns in their order; which these are the file tells.
  const all = [...new Set([...categorical, ...asked])].toSorted((a, b) => a - b);
  const known = labels.length === all.length ? labels : [];
  return names.map((name, j) => ({
    name,
    labels: known[all.indexOf(j)] ?? null,
    categorical: asked.has(j) || known[all.indexOf(j)] !== undefined,
    zeroIsMissing: zeros.has(j),
    changes: [],
  }));
}

/** A list of more entries than the engine takes would end the process. */
function splitLines(text: string): string[] {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  if (count > mostLines) throw damaged(`it has ${count} lines`);
  const lines = text.split(/\r?\n/);
  const long = lines.find((line) => line.length > mostLength);
  if (long !== undefined) throw damaged(`a line of it has ${long.length} characters`);
  return lines;
}

function splitFile(text: string): { header: string[]; trees: string[][]; tail: string[] } {
  const lines = splitLines(text);
  const end = lines.indexOf('end of trees');
  if (end < 0) throw damaged("'end of trees' is missing");
  const starts: number[] = [];
  for (let at = 0; at < end; at++) if (lines[at]!.startsWith('Tree=')) starts.push(at);
  const trees = starts.map((from, k) => lines.slice(from + 1, starts[k + 1] ?? end));
  return { header: lines.slice(0, starts[0] ?? end), trees, tail: lines.slice(end + 1) };
}

function checkHeader(header: TextBlock, trees: number): { outputs: number; names: string[] } {
  const outputs = header.integer('num_tree_per_iteration', { least: 1, most: maxClasses });
  const count = header.integer('max_feature_idx', { least: 0, most: mostFeatures }) + 1;
  const names = header.text('feature_names').split(' ');
  if (names.length !== count) throw damaged(`it names ${names.length} of ${count} features`);
  if (new Set(names).size !== names.length) throw damaged('two features have one name');
  if (trees === 0 || trees % outputs !== 0) throw damaged(`it has ${trees} trees`);
  const sizes = header.text('tree_sizes', '').split(' ').filter(Boolean).length;
  if (sizes > 0 && sizes !== trees) throw damaged(`it has ${trees} of ${sizes} trees`);
  return { outputs, names };
}

function scaled(tree: Tree, factor: number): Tree {
  return factor === 1 ? tree : { ...tree, value: tree.value.map((value) => value * factor) };
}

/**
 * A LightGBM model as Booster.save_model writes it (versions v2 to v4). Source of the rules: LightGBM's
 * Tree::NumericalDecision and Tree::CategoricalDecision. Throws PARSE_FAILED, UNSUPPORTED.
 */
export function readLightgbm(text: string, tick: Tick): ForeignModel {
  const parts = splitFile(text);
  const header = readTextBlock(parts.header);
  const version = header.text('version', 'v2');
  if (!['v2', 'v3', 'v4'].includes(version)) {
    throw unsupported(`LightGBM's text format ${version} is not read.`, 'Formats: v2, v3, v4');
  }
  const { outputs, names } = checkHeader(header, parts.trees.length);
  const { task, link, scale } = readObjective(header.text('objective', ''));
  if (task === 'classification' ? outputs === 2 : outputs > 1) {
    throw unsupported(`The model has ${outputs} outputs.`, 'Train one output, or three classes');
  }
  const budget: TreeBudget = { setBytes: 0 };
  const read = parts.trees.map((lines, k) => {
    tick(k / parts.trees.length);
    return readLightgbmTree(readTextBlock(lines), names.length, budget);
  });
  const average = header.has('average_output') ? read.length / outputs : 1;
  const byOutput = Array.from({ length: outputs }, (_, output) =>
    read
      .filter((_tree, k) => k % outputs === output)
      .map(({ tree }) => scaled(tree, scale / average)),
  );
  const labels = readCategories(parts.tail);
  const categorical = categoricalFeatures(header, parts.tail, names.length);
  const warnings: Warning[] = [];
  if (
    labels.length > 0 &&
    describeFeatures(names, read, { categorical, labels }).every((f) => !f.labels)
  ) {
    const message = 'Which columns the labels of categories belong to cannot be told.';
    warnings.push({ kind: 'import', message });
  }
  return {
    format: 'lightgbm',
    task,
    estimator: {
      kind: 'trees',
      link,
      base: new Float64Array(outputs),
      trees: arrangeTrees(byOutput),
    },
    features: describeFeatures(names, read, { categorical, labels }),
    named: !names.every((name, j) => name === `Column_${j}`),
    classCount: task === 'regression' ? 0 : Math.max(2, outputs),
    classes: null,
    covered: true,
    params: {
      objective: header.text('objective', ''),
      trees: read.length,
      format_version: version,
    },
    warnings,
  };
}
