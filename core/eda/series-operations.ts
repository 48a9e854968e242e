import { AppError } from '../base/app-error.ts';
import { cachedOutput } from '../data/cached-output.ts';
import { resolveVersion } from '../data/versions.ts';
import type { HandlersOf } from '../jobs/context.ts';
import { requireColumn } from './require-column.ts';
import { segmentKey, segmentRows } from './segments/segment-rows.ts';
import { seriesTask, type SeriesTaskInput } from './series-task.ts';

export const seriesHandlers: HandlersOf<'eda.timeseries'> = {
  'eda.timeseries': async (input, context) => {
    const record = resolveVersion(context.workspace, input.version);
    const { columns } = record.version;
    const value = requireColumn(record.version, input.value, 'value');
    if (value.type !== 'number' && value.type !== 'integer' && value.type !== 'boolean') {
      throw new AppError('INVALID_INPUT', `${value.name} is ${value.type}, not a number`, {
        hint: 'Choose a column of numbers as --value',
        path: 'value',
      });
    }
    const time =
      input.time === undefined
        ? (columns.find(({ type }) => type === 'datetime') ?? null)
        : requireColumn(record.version, input.time, 'time');
    if (time !== null && !['datetime', 'number', 'integer'].includes(time.type)) {
      throw new AppError('INVALID_INPUT', `${time.name} is ${time.type}, not a time`, {
        hint: 'Choose a column of dates or numbers, or import it as datetime',
        path: 'time',
      });
    }
    const rows = await segmentRows(context, input.segment, record);
    const { version: _version, time: _time, value: _value, segment: _segment, ...options } = input;
    const task: SeriesTaskInput = {
      parquetPath: record.parquetPath,
      time: time && { name: time.name, type: time.type },
      value: { name: value.name, type: value.type },
      rows,
      options: { ...options, clock: time?.type === 'datetime' ? 'calendar' : 'numbers' },
    };
    const inputs = {
      sha256: record.version.sha256,
      time: task.time,
      value: task.value,
      options: task.options,
      segment: segmentKey(context, input.segment),
    };
    return cachedOutput(context, { operation: 'eda.timeseries', version: 1, inputs }, async () => {
      const output = await context.compute(seriesTask, task, { stage: 'Analysing' });
      if (time !== null || output.frequency !== '1') return output;
      return { ...output, frequency: 'row' };
    });
  },
};
