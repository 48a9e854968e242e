import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { defineExpectation } from '../define-expectation.ts';
import { columnName } from '../kwargs.ts';
import { isPythonJson } from '../python-json.ts';
import { requireText } from '../value-sql.ts';
import { testDistinctTexts } from './distinct-test.ts';

export const valuesToBeJsonParseable = defineExpectation({
  type: 'expect_column_values_to_be_json_parseable',
  title: 'Values are JSON',
  group: 'column_map',
  kwargs: z.object({ column: columnName }),
  describe: ({ column }) => `values of ${column} are JSON`,
  plan({ column }, access) {
    const found = access.column(column);
    requireText(found, 'reading JSON');
    return testDistinctTexts(access, found, isPythonJson);
  },
});

export const valuesToMatchJsonSchema = defineExpectation({
  type: 'expect_column_values_to_match_json_schema',
  title: 'Values are JSON of a schema',
  group: 'column_map',
  kwargs: z.object({
    column: columnName,
    json_schema: z.record(z.string(), z.unknown()).meta({ title: 'JSON Schema' }),
  }),
  describe: ({ column }) => `values of ${column} are JSON that fits the schema`,
  plan({ column, json_schema }, access) {
    const found = access.column(column);
    requireText(found, 'a JSON schema');
    const schema = readSchema(json_schema);
    return testDistinctTexts(access, found, (text) => {
      try {
        return schema.safeParse(JSON.parse(text)).success;
      } catch (error) {
        // no JSON, or nested deeper than a check can follow
        if (error instanceof SyntaxError || error instanceof RangeError) return false;
        throw error;
      }
    });
  },
});

function readSchema(jsonSchema: Record<string, unknown>): z.ZodType {
  try {
    return z.fromJSONSchema(jsonSchema);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('INVALID_INPUT', `The JSON schema cannot be read: ${reason.slice(0, 300)}`, {
      hint: 'Use draft 2020-12, draft 7 or draft 4 without references to other files',
      path: 'kwargs.json_schema',
    });
  }
}
