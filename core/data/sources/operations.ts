import type { HandlersOf } from '../../jobs/context.ts';
import { checkDatasetName } from '../dataset-name.ts';
import { listDatabaseTables } from './database-tables.ts';
import { importDatabase } from './import-database.ts';
import { pasteTable } from './paste.ts';
import { withPostgres } from './postgres.ts';

export const dataSourcesHandlers = {
  'data.paste': (input, context) => pasteTable(input, context),
  'data.databaseTables': async ({ url }) => ({
    tables: await withPostgres(url, undefined, listDatabaseTables),
  }),
  'data.importDatabase': async (input, context) => {
    if (input.name !== undefined) checkDatasetName(input.name);
    return importDatabase(input, context);
  },
} as const satisfies HandlersOf<'data.paste' | 'data.databaseTables' | 'data.importDatabase'>;
