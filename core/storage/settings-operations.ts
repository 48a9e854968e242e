import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import type { ParsedInputOf } from '../contract/contract.ts';
import { settingsSchema, type Settings } from '../contract/settings.ts';
import type { HandlersOf, OperationContext } from '../jobs/context.ts';

type SaveInput = ParsedInputOf<'workspace.saveSettings'>;
type Group = keyof Settings;

const groups = Object.keys(settingsSchema.shape) as Group[];
const rowSchema = z.object({ key: z.string(), value_json: z.string() });

/**
 * The settings of a workspace, one row a group. A group that was never saved, or that this release
 * does not understand, has its defaults.
 */
export function readSettings(db: Database): Settings {
  const stored = new Map(
    db
      .prepare('SELECT key, value_json FROM settings')
      .all()
      .map((raw) => {
        const { key, value_json } = rowSchema.parse(raw);
        return [key, value_json];
      }),
  );
  const read = groups.flatMap((group): [Group, unknown][] => {
    const text = stored.get(group);
    if (text === undefined) return [];
    const parsed = settingsSchema.shape[group].safeParse(JSON.parse(text));
    return parsed.success ? [[group, parsed.data]] : [];
  });
  return settingsSchema.parse(Object.fromEntries(read));
}

function saveSettings(input: SaveInput, context: OperationContext): Settings {
  const { workspace, actor } = context;
  const given = groups.filter((group) => input[group] !== undefined);
  if (input.quality && Object.values(input.quality).every((weight) => weight === 0)) {
    throw new AppError('INVALID_INPUT', 'All weights of the quality score are zero', {
      hint: 'Leave at least one of them above zero',
      path: 'quality',
    });
  }
  const at = context.now();
  const save = workspace.db.transaction(() => {
    const put = workspace.db.prepare(
      'INSERT OR REPLACE INTO settings (key, value_json, updated_at) VALUES (?, ?, ?)',
    );
    for (const group of given) put.run(group, JSON.stringify(input[group]), at);
    workspace.audit.append({
      actor,
      operation: 'workspace.saveSettings',
      subject: workspace.id,
      detail: Object.fromEntries(given.map((group) => [group, input[group]])),
      at,
    });
  });
  if (given.length > 0) {
    save.immediate();
    context.changed('workspace');
  }
  return readSettings(workspace.db);
}

export const settingsHandlers: HandlersOf<'workspace.settings' | 'workspace.saveSettings'> = {
  'workspace.settings': async (_input, { workspace }) => readSettings(workspace.db),
  'workspace.saveSettings': async (input, context) => saveSettings(input, context),
};
