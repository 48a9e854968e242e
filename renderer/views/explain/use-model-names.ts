import { useQuery } from '../../client/use-query.ts';
import { useAlgorithmTitles } from '../../components/use-algorithm-titles.ts';

/** Names models as people know them: registered name, or algorithm and target of the run. */
export function useModelNames(): (modelId: string) => string {
  const registry = useQuery('registry.list', {}).data;
  const tracking = useQuery('tracking.runs', {}).data;
  const titles = useAlgorithmTitles();
  return (modelId) => {
    const version = registry?.models
      .flatMap((model) => model.versions)
      .find((each) => each.modelId === modelId);
    if (version) return `${version.name}@${version.number}`;
    const run = tracking?.runs.find((each) => each.modelId === modelId);
    if (!run) return modelId.slice(0, 8);
    const title = titles.get(run.algorithm) ?? run.algorithm;
    return `${title} → ${run.target}`;
  };
}
