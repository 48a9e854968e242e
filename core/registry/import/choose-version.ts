import { isAppError, toFailure } from '../../base/app-error.ts';
import type { ModelMatch } from '../../contract/registry-import.ts';
import { readTable, type ColumnRef } from '../../data/read-table.ts';
import type { ForeignShape } from './foreign-model.ts';
import { findFeatures, matchColumns } from './match-columns.ts';
import { resolveClasses } from './resolve-classes.ts';
import type { VersionCandidate } from './tasks.ts';

/** Names that targets go by. */
const usual = /(^|_)(target|label|class|outcome|response|price|y)$/i;

/** Columns a model may predict, the likeliest first: earlier targets, usual names, the last column. */
function rankTargets(
  { task }: ForeignShape,
  left: readonly ColumnRef[],
  earlier: readonly string[],
): string[] {
  const suits = ({ type }: ColumnRef): boolean =>
    task === 'regression' ? type === 'number' || type === 'integer' : type !== 'datetime';
  const rank = (column: ColumnRef): number => {
    const at = earlier.indexOf(column.name);
    if (at >= 0) return at;
    return earlier.length + (suits(column) ? 0 : 2) + (usual.test(column.name) ? 0 : 1);
  };
  const ranked = left.toReversed().toSorted((a, b) => rank(a) - rank(b));
  return ranked.map(({ name }) => name);
}

function describe(model: ForeignShape, candidate: VersionCandidate, asked: string | undefined) {
  const { columns, earlierTargets } = candidate;
  if (model.named) {
    const { found, missing } = findFeatures(model, columns);
    const targets = rankTargets(
      model,
      columns.filter((column) => !found.includes(column)),
      earlierTargets,
    );
    const [first] = targets;
    // Of several columns left none is more than a guess, and a wrong target would be measured.
    const sure =
      first && (targets.length === 1 || earlierTargets.includes(first) || usual.test(first));
    return { missing, targets, target: asked ?? (sure ? first : null), distance: missing.length };
  }
  const targets = rankTargets(model, columns, earlierTargets);
  const { length } = model.features;
  const target = asked ?? (columns.length === length ? null : targets[0]!);
  const others = columns.filter(({ name }) => name !== target).length;
  return { missing: [], targets, target, distance: Math.abs(others - length) };
}

/** The version with the fewest columns missing, of these the one with the fewest left over; the first of equals. */
export function bestVersion(
  model: ForeignShape,
  candidates: readonly VersionCandidate[],
  asked: string | undefined,
): VersionCandidate | null {
  const ranked = candidates.map((candidate) => {
    const { distance, targets } = describe(model, candidate, asked);
    return { candidate, distance, left: targets.length };
  });
  // A version with only the features has nothing to evaluate with.
  const spare = (left: number): number => (left === 0 ? 1.5 : left);
  ranked.sort((a, b) => a.distance - b.distance || spare(a.left) - spare(b.left));
  return ranked[0]?.candidate ?? null;
}

/** How a model fits a version: what is missing, what it would predict, and why an import would be refused. */
export async function matchVersion(
  model: ForeignShape,
  candidate: VersionCandidate,
  asked: string | undefined,
): Promise<ModelMatch> {
  const { id, title, columns, parquetPath } = candidate;
  const { missing, targets, target } = describe(model, candidate, asked);
  const plain = { version: id, title, missing: [...missing], target, targets };
  try {
    const matched = matchColumns(model, columns, target ?? undefined);
    const { targetColumn } = matched;
    const known =
      targetColumn && model.classCount > 0
        ? (await readTable(parquetPath, [targetColumn])).columns[0]!
        : null;
    const { classes, warnings } = resolveClasses(model, known, undefined);
    const all = [...matched.warnings, ...warnings];
    return { ...plain, classes: [...classes], problem: null, warnings: all };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ...plain, classes: [], problem: toFailure(error), warnings: [] };
  }
}
