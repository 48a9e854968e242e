import type { InputOf } from '../../../../core/contract/contract.ts';
import { firstLookRows, type Explanation } from '../../../../core/contract/explainability.ts';
import { useJob, type JobHandle } from '../../../client/use-job.ts';
import { useExplainState } from '../explain-state.ts';

type ShapInput = InputOf<'explainability.shap'>;

export interface Explaining {
  /** What is waited for: all rows that were asked for, or a first look at some. */
  readonly first: JobHandle<'explainability.shap'>;
  /** All rows, while the first look is shown. */
  readonly exact: JobHandle<'explainability.shap'>;
  /** `look`: show a sample first. */
  readonly start: (input: ShapInput, look: boolean) => void;
  /** The newest there is; all rows take the place of the first look. */
  readonly newest: Explanation | null;
  /** The same for a first look and all rows, which draw the same rows. */
  readonly rootOf: (explanationId: string) => string;
}

/** Runs explanations: of long versions a sample first, then all rows behind it. */
export function useExplaining(): Explaining {
  const first = useJob('explainability.shap', 'explain-view');
  const exact = useJob('explainability.shap', 'explain-exact');
  const { firstLooks, replace } = useExplainState();

  const run = async (input: ShapInput, look: boolean): Promise<void> => {
    exact.cancel();
    exact.reset();
    const seen = await first.start(look ? { ...input, sample: firstLookRows } : input);
    if (!seen || !look) return;
    const all = await exact.start(input);
    if (all) replace(seen.id, all.id);
  };

  const rootOf = (id: string): string => firstLooks[id] ?? id;
  const replaced = exact.output !== null && rootOf(exact.output.id) === first.output?.id;
  return {
    first,
    exact,
    start: (input, look) => void run(input, look),
    newest: replaced ? exact.output : first.output,
    rootOf,
  };
}
