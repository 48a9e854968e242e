import { notifications } from '@mantine/notifications';
import { client } from '../../../client/client.ts';
import { toFailure } from '../../../client/to-failure.ts';
import { useVersions } from '../../../components/use-versions.ts';
import { useChosenModel } from '../../predict/use-chosen-model.ts';
import { useExplainTab } from '../explain-state.ts';
import { loadRow } from './load-row.ts';
import { useWhatIfState } from './what-if-state.ts';

/** A row of a version, by its number from 0. */
export interface RowOf {
  readonly versionId: string;
  readonly row: number;
}

/** Opens What-if on a row, beside another one where it is given. */
export function useOpenWhatIf(modelId: string): (row: RowOf, other?: RowOf) => void {
  const { all } = useVersions();
  const { ref, choose } = useChosenModel();
  const { begin, compare } = useWhatIfState();
  const [, show] = useExplainTab();
  const open = async (row: RowOf, other?: RowOf): Promise<void> => {
    const { fields, model } = await client.call('serving.schema', { model: ref ?? modelId });
    // What-if is of the chosen model; the rows may be of an explanation of another.
    const own = model.id === modelId;
    const mine = own ? fields : (await client.call('serving.schema', { model: modelId })).fields;
    const load = async ({ versionId, row: number }: RowOf) => {
      const version = all.find((each) => each.id === versionId);
      if (!version) throw new Error('The version of the row is no longer there');
      return loadRow(mine, version, number);
    };
    const start = await load(row);
    const beside = other ? await load(other) : null;
    if (!own) choose(modelId);
    begin(modelId, start);
    compare(modelId, beside);
    show('what-if');
  };
  return (row, other) => {
    open(row, other).catch((thrown: unknown) => {
      const { message } = toFailure(thrown);
      notifications.show({ color: 'red', title: 'The row could not be read', message });
    });
  };
}
