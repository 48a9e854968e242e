import { AppError } from '../../base/app-error.ts';
import { countOf } from '../../base/count-of.ts';
import { subTick } from '../../base/tick.ts';
import type { Warning } from '../../contract/common.ts';
import type { OutputOf } from '../../contract/contract.ts';
import type { TaskContext } from '../../jobs/task.ts';
import { findColumn, isCoded, takeTableRows, type Column } from '../../table/table.ts';
import { orderNumbers } from '../../stats/order-numbers.ts';
import type { ResidualsTaskInput } from '../rows-tasks.ts';
import { readRowColumns, readRunRows, warnOfTrainingRows } from '../run-rows.ts';
import { takeValues } from '../take-values.ts';
import { overTime, pointsOf, qqPlot, scaleLocation, standardise } from './residual-plots.ts';
import { breuschPagan, durbinWatson, jarqueBera } from './residual-tests.ts';
import { residualsBy } from './residuals-by.ts';

function checkColumns({ source, by, time }: ResidualsTaskInput): void {
  const { task, version } = source.request;
  if (task !== 'regression') {
    throw new AppError(
      'UNSUPPORTED',
      'Residuals need a regression; this run tells classes apart.',
      {
        hint: 'Look at the confusion and at evaluation errors instead.',
        path: 'run',
      },
    );
  }
  const { columns } = source.test ?? version;
  for (const [path, name] of Object.entries({ by, time })) {
    const column = columns.find((one) => one.name === name);
    if (name === undefined) continue;
    if (!column) {
      throw new AppError('INVALID_INPUT', `There is no column '${name}'.`, {
        hint: `Columns: ${columns.map((one) => one.name).join(', ')}`,
        path,
      });
    }
    const timed = ['datetime', 'number', 'integer'].includes(column.type);
    if (path === 'by' || timed) continue;
    throw new AppError('INVALID_INPUT', `The time column '${name}' is ${column.type}.`, {
      hint: 'Choose a column of dates or numbers.',
      path,
    });
  }
}

function warn(input: ResidualsTaskInput, dropped: number): Warning[] {
  const warnings = warnOfTrainingRows(input.source);
  if (dropped > 0) {
    const message = `${countOf(dropped, 'row')} whose prediction is no finite number ${dropped === 1 ? 'is' : 'are'} left out.`;
    warnings.push({ kind: 'residuals', message });
  }
  if (input.source.request.weight !== null) {
    const message = 'Every row counts alike here, whatever its weight.';
    warnings.push({ kind: 'weight', message });
  }
  return warnings;
}

/** The residuals of a regression on the rows it was evaluated on. */
export async function run(
  input: ResidualsTaskInput,
  { tick }: TaskContext,
): Promise<OutputOf<'evaluation.residuals'>> {
  checkColumns(input);
  const { source, by, time } = input;
  const found = await readRunRows(source, subTick(tick, 0, 0.7));
  const all = Float64Array.from(found.data.y, (y, i) => y - found.prediction.values![i]!);
  const kept = Int32Array.from(all.keys()).filter((i) => Number.isFinite(all[i]!));
  if (kept.length < 3) {
    throw new AppError('NOT_ENOUGH_DATA', `There are ${kept.length} residuals; 3 are needed.`);
  }
  const residual = takeValues(all, kept);
  const fitted = takeValues(found.prediction.values!, kept);
  const rows = takeValues(found.rows, kept);
  tick(0.7, 'Analysing');
  const read = await readRowColumns(found, ({ name }) => name === by || name === time);
  const table = takeTableRows(read, kept);
  const column = (name: string | undefined): Column | undefined =>
    name === undefined ? undefined : findColumn(table, name);
  const [byColumn, timeColumn] = [column(by), column(time)];
  const times = timeColumn && !isCoded(timeColumn) ? timeColumn.values : null;
  const order = orderNumbers(times ?? Float64Array.from(rows));
  const standardised = standardise(residual);
  const { runId, versionId, on } = source;
  tick(1);
  return {
    runId,
    versionId,
    on,
    rows: residual.length,
    ...pointsOf({ rows, actual: takeValues(found.data.y, kept), fitted, residual }),
    qq: qqPlot(standardised, rows),
    scaleLocation: scaleLocation(standardised, fitted),
    by: byColumn ? residualsBy(byColumn, residual, rows) : null,
    overTime: times ? overTime(time!, times, residual) : null,
    tests: [
      breuschPagan(residual, fitted),
      jarqueBera(residual),
      durbinWatson(takeValues(residual, order), times ? `'${time}'` : 'rows'),
    ],
    warnings: warn(input, all.length - kept.length),
  };
}
