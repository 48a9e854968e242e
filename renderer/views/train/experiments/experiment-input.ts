import type { InputOf } from '../../../../core/contract/contract.ts';
import type { ParamRange } from '../../../../core/contract/models.ts';
import { searchedInput, type SearchContext, type SearchDraft } from '../search/search-draft.ts';
import { parseChoice, type Choice } from '../search/search-space.ts';
import type { TrainDraft } from '../form/train-draft.ts';
import type { ExperimentKind } from '../train-state.ts';

/** `count` values over a range, by powers of ten where it is a log one; the choices of a choice. */
export function spacedValues(range: ParamRange, count: number): Choice[] {
  if (range.type === 'categorical') return [...range.choices];
  const { low, high, log } = range;
  const at = (share: number): number =>
    log === true ? low * (high / low) ** share : low + share * (high - low);
  const values = Array.from({ length: count }, (_, i) => at(i / Math.max(1, count - 1)));
  const shown = values.map((value) =>
    range.type === 'integer' ? Math.round(value) : Number(value.toPrecision(4)),
  );
  return [...new Set(shown)];
}

const curvePoints = 7;

interface Context extends SearchContext {
  readonly kind: ExperimentKind;
  readonly params: Record<string, unknown>;
  /** Of the parameter of a validation curve; null: it has none. */
  readonly range: ParamRange | null;
  readonly param: string | null;
}

export type ExperimentRequest =
  | { readonly name: 'tuning.curve'; readonly input: InputOf<'tuning.curve'> }
  | { readonly name: 'tuning.ablation'; readonly input: InputOf<'tuning.ablation'> }
  | { readonly name: 'tuning.sensitivity'; readonly input: InputOf<'tuning.sensitivity'> };

/** The operation of an experiment with its input; null while something is missing. */
export function experimentRequest(
  run: TrainDraft,
  search: SearchDraft,
  context: Context,
): ExperimentRequest | null {
  const rows = searchedInput(run, search, context);
  if (!rows) return null;
  const shared = { ...rows, algorithm: search.algorithm, params: context.params };
  switch (context.kind) {
    case 'learning':
      return { name: 'tuning.curve', input: { ...shared, kind: 'learning' } };
    case 'validation': {
      const { param, range } = context;
      if (param === null) return null;
      const typed = (search.values[param] ?? []).map(parseChoice);
      const spaced = range ? spacedValues(range, curvePoints) : [];
      const values = (typed.length > 0 ? typed : spaced).filter((value) => value !== null);
      if (values.length === 0) return null;
      return { name: 'tuning.curve', input: { ...shared, kind: 'validation', param, values } };
    }
    case 'ablation': {
      const groups = Object.entries(search.groups).filter(([, columns]) => columns.length > 0);
      return {
        name: 'tuning.ablation',
        input: {
          ...shared,
          steps: search.steps,
          ...(groups.length === 0
            ? {}
            : {
                groups: Object.fromEntries(groups.map(([name, columns]) => [name, [...columns]])),
              }),
        },
      };
    }
    case 'sensitivity':
      return {
        name: 'tuning.sensitivity',
        input: {
          ...shared,
          points: search.points,
          ...(search.vary.length === 0 ? {} : { vary: [...search.vary] }),
        },
      };
    default:
      return context.kind satisfies never;
  }
}
