import type { OutputOf } from '../../../core/contract/contract.ts';
import { useQuery } from '../../client/use-query.ts';
import { EarlierList } from '../../components/earlier-list.tsx';

type Entry = OutputOf<'patterns.analyses'>['analyses'][number];

/** Analyses made earlier. */
export function AnalysisList(props: {
  analyses: readonly Entry[];
  shown: string | null;
  onShow: (id: string) => void;
}) {
  const { data: algorithms = [] } = useQuery('patterns.list', {});
  const nameOf = ({ algorithm, title }: Entry): string =>
    algorithms.find(({ id }) => id === algorithm)?.title ?? title;
  return (
    <EarlierList
      title="Earlier analyses"
      entries={props.analyses}
      columns={[
        { title: 'Algorithm', cell: nameOf },
        { title: 'Data', cell: (entry) => entry.versionName },
        { title: 'Found', cell: (entry) => entry.summary },
      ]}
      nameOf={nameOf}
      shown={props.shown}
      onShow={props.onShow}
    />
  );
}
