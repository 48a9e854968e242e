import { client } from '../../client/client.ts';

const pageSize = 1000;

/** Asks the core which of the drawn rows of a version fulfil a condition. */
export async function drawnRowsOf(
  version: string,
  filter: string,
  drawn: readonly number[],
): Promise<Set<number>> {
  const found = new Set<number>();
  for (let offset = 0; ; offset += pageSize) {
    const page = await client.call('data.preview', {
      version,
      filter,
      rows: [...drawn],
      limit: pageSize,
      offset,
    });
    for (const row of page.rowNumbers) found.add(row);
    if (offset + pageSize >= page.matching) return found;
  }
}
