import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { nodeHeight } from '../../components/lineage/layout-lineage.ts';
import { LineageGraph } from '../../components/lineage/lineage-graph.tsx';

/** Where a model came from and what was made with it. */
export function ModelLineage({ id, modelVersionId }: { id: string; modelVersionId: string }) {
  const { data, error } = useQuery('registry.lineage', { id }, { keepPrevious: true });
  if (error) return <FailureNotice failure={error} />;
  if (!data) return <div style={{ minHeight: nodeHeight + 16 }} />;
  return <LineageGraph lineage={data} focus={[modelVersionId, id]} />;
}
