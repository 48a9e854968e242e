import { z } from 'zod';
import type { ColumnType } from '../../contract/common.ts';
import { defineExpectation, type JudgedPlan, type RuleColumn } from '../define-expectation.ts';
import { columnName, listText } from '../kwargs.ts';

/** Names of types as pandas, Python, SQL and Spark users write them, in small letters. */
const accepted: Readonly<Record<ColumnType, readonly string[]>> = {
  number: [
    'number',
    'float',
    'float64',
    'float_',
    'double',
    'double precision',
    'double_precision',
    'real',
    'decimal',
    'numeric',
    'doubletype',
    'floattype',
    'decimaltype',
  ],
  integer: [
    'integer',
    'int',
    'int64',
    'int_',
    'long',
    'bigint',
    'int8',
    'integertype',
    'longtype',
    'number',
  ],
  boolean: ['boolean', 'bool', 'bool_', 'booleantype', 'bit'],
  datetime: [
    'datetime',
    'datetime64',
    'datetime64[ns]',
    'datetime64[us]',
    'datetime64[ms]',
    'timestamp',
    'timestamptype',
    'date',
    'datetype',
    'timestamp_ntz',
  ],
  category: [
    'category',
    'str',
    'string',
    'string_types',
    'object',
    'o',
    'object_',
    'varchar',
    'text',
    'char',
    'nvarchar',
    'stringtype',
    'stringdtype',
    'categoricaldtype',
  ],
  text: [
    'text',
    'str',
    'string',
    'string_types',
    'object',
    'o',
    'object_',
    'varchar',
    'char',
    'nvarchar',
    'stringtype',
    'stringdtype',
  ],
};

/** The type's name as Great Expectations reports it on pandas. */
const observed: Readonly<Record<ColumnType, string>> = {
  number: 'float64',
  integer: 'int64',
  boolean: 'bool',
  datetime: 'datetime64',
  category: 'str',
  text: 'str',
};

function judgeType(column: RuleColumn, types: readonly string[]): JudgedPlan {
  const names = accepted[column.type];
  // VARCHAR(20) is a VARCHAR
  const success = types.some((type) => {
    const small = type.trim().toLowerCase();
    return names.includes(small) || names.includes(small.replace(/\(.*\)$/, '').trim());
  });
  return {
    kind: 'judged',
    success,
    result: { observed_value: observed[column.type], details: { type: column.type } },
  };
}

const typeHint = {
  title: 'Type',
  description: 'number, integer, boolean, datetime, category, text; or as pandas and SQL name it',
};

export const valuesToBeOfType = defineExpectation({
  type: 'expect_column_values_to_be_of_type',
  title: 'Column is of a type',
  group: 'column_map',
  kwargs: z.object({ column: columnName, type_: z.string().min(1).max(200).meta(typeHint) }),
  describe: ({ column, type_ }) => `values of ${column} are of type ${type_}`,
  plan: ({ column, type_ }, access) => judgeType(access.column(column), [type_]),
});

export const valuesToBeInTypeList = defineExpectation({
  type: 'expect_column_values_to_be_in_type_list',
  title: 'Column is of one of some types',
  group: 'column_map',
  kwargs: z.object({
    column: columnName,
    type_list: z
      .array(z.string().max(200))
      .max(1000)
      .nullable()
      .meta({ ...typeHint, title: 'Types' }),
  }),
  describe: ({ column, type_list }) =>
    `values of ${column} are of one of the types ${listText(type_list ?? [])}`,
  plan: ({ column, type_list }, access) => {
    const found = access.column(column);
    return type_list === null
      ? { kind: 'judged', success: true, result: { observed_value: observed[found.type] } }
      : judgeType(found, type_list);
  },
});
