import type { OutputOf } from '../../../../core/contract/contract.ts';
import type { Task } from '../../../../core/contract/common.ts';

export type Algorithm = OutputOf<'models.list'>[number];

const families = [
  'Boosting',
  'Forests and trees',
  'Linear',
  'Support vectors',
  'Neighbours',
  'Naive Bayes and densities',
  'Neural networks',
  'Ensembles',
  'Baselines',
  'Others',
] as const;
export type Family = (typeof families)[number];

const byName: readonly (readonly [RegExp, Family])[] = [
  [/^dummy$/, 'Baselines'],
  [/boost/, 'Boosting'],
  [/forest|tree/, 'Forests and trees'],
  [/_nb$|naive_bayes|^[lq]da$|discriminant/, 'Naive Bayes and densities'],
  [/svm|^sv[cr]$/, 'Support vectors'],
  [/neighbo/, 'Neighbours'],
  [/^mlp$|perceptron/, 'Neural networks'],
];

/** The family an algorithm is looked for in: told by its id, else by its tags. */
export function familyOf({ id, tags }: Pick<Algorithm, 'id' | 'tags'>): Family {
  const named = byName.find(([pattern]) => pattern.test(id));
  if (named) return named[1];
  if (tags.includes('wraps')) return 'Ensembles';
  if (tags.includes('baseline')) return 'Baselines';
  if (tags.includes('linear')) return 'Linear';
  return tags.includes('tree') ? 'Forests and trees' : 'Others';
}

export interface FamilyGroup {
  readonly family: Family;
  readonly algorithms: readonly Algorithm[];
}

/** Algorithms that do the task (null: any), by family, in the order of the catalogue. */
export function groupByFamily(
  algorithms: readonly Algorithm[],
  task: Task | null,
): readonly FamilyGroup[] {
  const offered = algorithms.filter((each) => task === null || each.task.includes(task));
  const groups = Map.groupBy(offered, familyOf);
  return families.flatMap((family) => {
    const own = groups.get(family);
    return own ? [{ family, algorithms: own }] : [];
  });
}
