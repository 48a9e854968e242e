import { client } from '../../../client/client.ts';
import { formatInteger } from '../../../components/format.ts';
import { useRowSelection } from '../../../stores/row-selection.ts';

const mostRows = 10_000;
const page = 1000;

/** Narrows the grid of Data to the rows of a version that pass a filter, at most 10,000 of them. */
export async function showMatching(
  versionId: string,
  filter: string,
  title: string,
): Promise<void> {
  const rows: number[] = [];
  let matching = 0;
  do {
    const { rowNumbers, ...found } = await client.call('data.preview', {
      version: versionId,
      filter,
      offset: rows.length,
      limit: page,
    });
    matching = found.matching;
    rows.push(...rowNumbers);
    if (rowNumbers.length === 0) break;
  } while (rows.length < Math.min(matching, mostRows));
  const cut = matching > rows.length ? ` (the first of ${formatInteger(matching)})` : '';
  useRowSelection.getState().show({ versionId, rows, by: `where ${title}${cut}` });
}
