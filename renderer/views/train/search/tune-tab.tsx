import { SlidersHorizontal } from 'lucide-react';
import type { Version } from '../../../../core/contract/data.ts';
import { SearchTab } from './search-tab.tsx';
import { TuneForm } from './tune-form.tsx';
import { TuneResult } from './tune-result.tsx';
import { useSearchJob } from './use-search-job.ts';

/** The parameters of one algorithm, searched in depth. */
export function TuneTab({
  version,
  onVersion,
}: {
  version: Version;
  onVersion: (id: string) => void;
}) {
  const search = useSearchJob('tuning.run', 'search', version.datasetName);
  const { result, running, start, resume } = search;
  return (
    <SearchTab
      search={search}
      form={<TuneForm version={version} onVersion={onVersion} running={running} onStart={start} />}
      title="Tuning"
      description="Each trial is kept as soon as it ends"
      empty={{
        icon: <SlidersHorizontal size={22} />,
        title: 'Find the parameters that suit the data',
        description:
          'Choose an algorithm and the ranges to search. Trials are compared by cross-validation, hopeless ones are given up early, and the best is trained as a run like any other.',
      }}
    >
      {result && <TuneResult key={result.study.id} result={result} onResume={resume} />}
    </SearchTab>
  );
}
