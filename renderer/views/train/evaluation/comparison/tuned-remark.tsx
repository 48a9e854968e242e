import type { Run } from '../../../../../core/contract/tracking.ts';
import { useQuery } from '../../../../client/use-query.ts';
import { RunRemarks } from '../../runs/run-warnings.tsx';

/** Says which runs had their parameters chosen on folds of the very rows that the folds here are of. */
export function TunedRemark({ runs, names }: { runs: readonly Run[]; names: readonly string[] }) {
  const studies = useQuery('tuning.studies', {}).data?.studies ?? [];
  const best = new Set(studies.map(({ bestRunId }) => bestRunId));
  const tuned = runs.flatMap(({ id }, i) => (best.has(id) ? (names[i] ?? id) : []));
  if (tuned.length === 0) return null;
  const [who, whom] = tuned.length === 1 ? ['it', 'The parameters of'] : ['them', 'Parameters of'];
  const message = `${whom} ${tuned.join(' and ')} were tuned on these training rows: scores on folds of them flatter ${who}. Test rows took no part in it.`;
  return <RunRemarks warnings={[{ kind: 'tuned', message }]} />;
}
