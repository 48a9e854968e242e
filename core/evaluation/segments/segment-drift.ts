import { isAppError } from '../../base/app-error.ts';
import type { Tick } from '../../base/tick.ts';
import type { Task } from '../../contract/common.ts';
import type { SegmentDrift } from '../../contract/evaluation-segments.ts';
import type { DriftColumn } from '../../contract/monitoring.ts';
import { readTable } from '../../data/read-table.ts';
import type { VersionFile } from '../../models/tasks.ts';
import { compareColumn, summariseDrift, type ColumnOutcome } from '../../monitoring/drift.ts';
import { findColumn, takeRows, type Column, type Table } from '../../table/table.ts';

/** Some rows of a file and what the model says of them. */
export interface DriftSide {
  readonly file: VersionFile;
  readonly rows: Int32Array;
  readonly prediction: Column;
}

export interface DriftQuestion {
  readonly reference: DriftSide;
  readonly current: DriftSide;
}

export interface DriftTarget {
  readonly name: string;
  readonly task: Task;
}

/** Fewer rows on either side tell nothing of a distribution. */
export const leastDriftRows = 10;
const mostColumns = 10;
/** Read together: 8 bytes a row each. */
const columnsAtOnce = 16;
const choice = { test: 'auto', threshold: null } as const;

/** What is told where nothing is compared. */
export function noDrift(reason: string, referenceRows = 0, currentRows = 0): SegmentDrift {
  const nothing = { tested: 0, driftedColumns: 0, columns: [], prediction: null, target: null };
  return { reason, referenceRows, currentRows, ...nothing };
}

function tested(outcome: ColumnOutcome | undefined): DriftColumn | null {
  return outcome === undefined || outcome.kind === 'skipped' ? null : outcome;
}

async function readBatch({ parquetPath, columns }: VersionFile, names: readonly string[]) {
  return readTable(
    parquetPath,
    columns.filter(({ name }) => names.includes(name)),
  );
}

function compareSides(
  name: string,
  { reference, current }: DriftQuestion,
  { tables, target }: { tables: ReadonlyMap<string, Table>; target: DriftTarget },
): ColumnOutcome {
  const columnOf = ({ file, rows }: DriftSide): Column | undefined => {
    const column = findColumn(tables.get(file.parquetPath)!, name);
    return column && takeRows(column, rows);
  };
  const categorical = name === target.name && target.task === 'classification';
  return compareColumn(columnOf(reference), columnOf(current), { ...choice, categorical });
}

function summarise(
  { reference, current }: DriftQuestion,
  outcomes: readonly ColumnOutcome[],
  target: string,
): SegmentDrift {
  const nameOf = (outcome: ColumnOutcome): string => outcome.column;
  const sizes = [reference.rows.length, current.rows.length] as const;
  const watched = {
    prediction: tested(compareColumn(reference.prediction, current.prediction, choice)),
    target: tested(outcomes.find((outcome) => nameOf(outcome) === target)),
  };
  try {
    const { columns, driftedColumns } = summariseDrift(
      outcomes.filter((outcome) => nameOf(outcome) !== target),
      1,
    );
    return {
      ...noDrift('', ...sizes),
      ...watched,
      reason: null,
      tested: columns.length,
      driftedColumns,
      columns: columns.slice(0, mostColumns),
    };
  } catch (error) {
    if (!isAppError(error) || error.code !== 'NOT_ENOUGH_DATA') throw error;
    return { ...noDrift(error.message, ...sizes), ...watched };
  }
}

/** Compares the sides of each question column by column, reading a few columns at a time. */
export async function answerDrift(
  questions: readonly DriftQuestion[],
  target: DriftTarget,
  tick: Tick,
): Promise<SegmentDrift[]> {
  const files = new Map(
    questions.flatMap(({ reference, current }) =>
      [reference.file, current.file].map((file) => [file.parquetPath, file]),
    ),
  );
  const names = [
    ...new Set(questions.flatMap(({ current }) => current.file.columns.map(({ name }) => name))),
  ];
  const outcomes: ColumnOutcome[][] = questions.map(() => []);
  for (let from = 0; from < names.length; from += columnsAtOnce) {
    const batch = names.slice(from, from + columnsAtOnce);
    const tables = new Map<string, Table>();
    for (const [path, file] of files) tables.set(path, await readBatch(file, batch));
    for (const [i, name] of batch.entries()) {
      tick((from + i) / names.length, name);
      questions.forEach((question, q) =>
        outcomes[q]!.push(compareSides(name, question, { tables, target })),
      );
    }
  }
  return questions.map((question, q) => summarise(question, outcomes[q]!, target.name));
}
