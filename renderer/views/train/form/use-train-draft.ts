import type { Task } from '../../../../core/contract/common.ts';
import type { Version } from '../../../../core/contract/data.ts';
import { useQuery } from '../../../client/use-query.ts';
import { missingColumn } from './split-fields.tsx';
import {
  draftOf,
  likelyTarget,
  likelyTask,
  useTrainDrafts,
  type TrainDraft,
} from './train-draft.ts';

export interface VersionDraft {
  readonly draft: TrainDraft;
  readonly change: (part: Partial<TrainDraft>) => void;
  readonly columns: readonly string[];
  /** The task the target suggests; null while that is not known. */
  readonly inferred: Task | null;
  readonly task: Task | null;
  /** Why nothing can start yet, or null. */
  readonly lacking: string | null;
}

/** What is to be learned from a version: shared by a new run, searches and experiments. */
export function useTrainDraft(version: Version): VersionDraft {
  const { drafts, change } = useTrainDrafts();
  const columns = version.columns.map((column) => column.name);
  const saved = draftOf(drafts, version.datasetId);
  const known = saved.target !== null && columns.includes(saved.target);
  const target = known ? saved.target : likelyTarget(columns);
  const draft: TrainDraft = { ...saved, target };
  const { data: summaries } = useQuery('data.summaries', { version: version.id });
  const summary = summaries?.columns.find((column) => column.name === target);
  const inferred = summary ? likelyTask(summary) : null;
  const missing = missingColumn(draft);
  const noColumn = missing === null ? null : `Choose the ${missing} column`;
  return {
    draft,
    change: (part) => change(version.datasetId, { target, ...part }),
    columns,
    inferred,
    task: draft.task === 'auto' ? inferred : draft.task,
    lacking: target === null ? 'Choose the column to predict first' : noColumn,
  };
}
