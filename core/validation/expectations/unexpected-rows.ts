import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { defineExpectation } from '../define-expectation.ts';
import { columnSql } from '../value-sql.ts';

/** Rows a result carries at most, as Great Expectations. */
const mostRows = 200;

/** `{batch}` becomes the rows; `{{` and `}}` are braces. Throws INVALID_INPUT for other braces. */
export function fillBatch(query: string, batch: string): string {
  return query.replace(/[;\s]+$/, '').replace(/\{\{|\}\}|\{batch\}|[{}]/g, (part) => {
    if (part === '{batch}') return batch;
    if (part.length === 2) return part[0]!;
    throw new AppError('INVALID_INPUT', 'The query has a brace that does not belong to {batch}', {
      hint: 'Write {{ and }} for braces',
      path: 'kwargs.unexpected_rows_query',
    });
  });
}

export const unexpectedRows = defineExpectation({
  type: 'unexpected_rows_expectation',
  title: 'A query finds no rows',
  group: 'table',
  kwargs: z.object({
    unexpected_rows_query: z.string().min(1).max(20_000).meta({
      title: 'Query',
      description: 'SELECT ... FROM {batch} WHERE ...; every row it finds breaks the rule',
    }),
    description: z.string().nullish(),
  }),
  columnsOf: () => [],
  describe: ({ unexpected_rows_query, description }) =>
    description ?? `no rows are found by ${unexpected_rows_query}`,
  async plan({ unexpected_rows_query }, access) {
    const found = await access.sandbox(async ({ from, rows }) => {
      const names = access.columns.map(columnSql).join(', ');
      const query = (bind: Parameters<typeof from>[0]) =>
        fillBatch(unexpected_rows_query, `(SELECT ${names} FROM ${from(bind)})`);
      await requireSelect(
        query(() => 'NULL'),
        rows,
      );
      // the line break ends a comment at the query's end
      return rows(
        (bind) =>
          `WITH unexpected AS MATERIALIZED (${query(bind)}\n)
           SELECT (SELECT count(*) FROM unexpected) AS assay_total, to_json(u)::VARCHAR AS assay_row
           FROM unexpected AS u LIMIT ${mostRows}`,
      );
    });
    const total = Number(found[0]?.['assay_total'] ?? 0);
    return {
      kind: 'judged',
      success: total === 0,
      result: {
        observed_value: total,
        details: {
          unexpected_rows: found.map((row) => JSON.parse(String(row['assay_row'])) as unknown),
        },
      },
    };
  },
});

type Rows = (
  sql: (bind: (value: string) => string) => string,
) => Promise<Record<string, unknown>[]>;

/** The engine's own parser says whether the text is one SELECT and nothing else. */
async function requireSelect(query: string, rows: Rows): Promise<void> {
  const [row] = await rows(
    (bind) => `SELECT json_serialize_sql(${bind(query)}::VARCHAR)::VARCHAR AS tree`,
  );
  const tree = JSON.parse(String(row!['tree'])) as {
    error: boolean;
    error_message?: string;
    statements?: unknown[];
  };
  if (!tree.error && tree.statements?.length === 1) return;
  throw new AppError(
    'INVALID_INPUT',
    `The query is not one SELECT: ${tree.error_message ?? 'several statements'}`,
    {
      hint: 'Write SELECT ... FROM {batch} WHERE ...',
      path: 'kwargs.unexpected_rows_query',
    },
  );
}
