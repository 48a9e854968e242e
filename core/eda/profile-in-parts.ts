import type { Profile } from '../contract/eda.ts';
import type { JobContext } from '../jobs/context.ts';
import { pearsonTask } from './pearson-task.ts';
import { profileJoinTask } from './profile-join-task.ts';
import { profilePartTask } from './profile-part-task.ts';
import { correlatedColumns, type ProfilePart } from './profile-part.ts';
import type { ProfileTaskInput } from './profile-task.ts';
import { addPearson } from './profile.ts';

/** Cells of a part: two parts are in memory at once, with what sorting takes. */
const cellsPerPart = 26_000_000;
const lanes = 2;

/**
 * The profile of a large table: groups of columns are read and profiled side by side on two threads,
 * then Pearson's matrix is made from the file while the other thread joins the rest.
 */
export async function profileInParts(
  context: JobContext,
  input: ProfileTaskInput & { readonly totalRows: number },
): Promise<Omit<Profile, 'version'>> {
  const { totalRows, thresholds } = input;
  const parts = await profileParts(context, input);
  const stage = 'Correlations';
  const numbers = parts.flatMap((part) => part.numbers);
  const [pearson, joined] = await Promise.all([
    context.compute(
      pearsonTask,
      {
        parquetPath: input.parquetPath,
        totalRows,
        columns: numbers.map(({ name, mean }) => ({ name, mean: mean ?? 0 })),
        rows: input.rows,
      },
      { stage, from: 0.7, to: 1 },
    ),
    context.compute(profileJoinTask, { parts, thresholds }, { stage, from: 0.7, to: 1 }),
  ]);
  return addPearson(
    joined,
    numbers.map(({ name }) => name),
    pearson,
  );
}

async function profileParts(
  context: JobContext,
  { parquetPath, columns, rows, totalRows }: ProfileTaskInput & { readonly totalRows: number },
): Promise<ProfilePart[]> {
  const correlated = correlatedColumns(columns);
  const most = Math.max(1, Math.floor(cellsPerPart / Math.max(1, totalRows)));
  // whole rounds, so that no thread waits for the last part of the other
  const count = lanes * Math.ceil(Math.ceil(columns.length / most) / lanes);
  const size = Math.ceil(columns.length / count);
  const starts = Array.from({ length: Math.ceil(columns.length / size) }, (_, i) => i * size);
  const parts: ProfilePart[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < starts.length; at = next++) {
      const first = starts[at]!;
      const round = Math.floor(at / lanes) * lanes;
      const share = (part: number) => (0.7 * Math.min(part, starts.length)) / starts.length;
      parts[at] = await context.compute(
        profilePartTask,
        { parquetPath, rows, correlated, first, columns: columns.slice(first, first + size) },
        { stage: 'Profiling', from: share(round), to: share(round + lanes) },
      );
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return parts;
}
