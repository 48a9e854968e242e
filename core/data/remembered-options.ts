import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../base/canonical-json.ts';
import { readOptions } from '../contract/data.ts';
import type { Workspace } from '../storage/workspace.ts';
import { detectFormat } from './formats/detect-format.ts';
import { sniffFile } from './sniff/sniff-file.ts';
import type { SniffedText } from './sniff/sniff-text.ts';
import type { SourceFile } from './source-file.ts';

/**
 * What a person fixed of the columns. How a file is written (delimiter, encoding, marks) is its own:
 * the next file of the same columns may come from another program.
 */
const fixesSchema = z.object({
  types: readOptions.types,
  dateFormats: readOptions.dateFormats,
  nullWords: readOptions.nullWords,
});
export type Fixes = z.infer<typeof fixesSchema>;

/** Only what was fixed of the columns, or null when nothing was. */
export function fixesOf(read: Fixes): Fixes | null {
  const fixed = Object.entries(fixesSchema.parse(read)).filter(([, value]) => value !== undefined);
  return fixed.length === 0 ? null : (Object.fromEntries(fixed) as Fixes);
}

/**
 * What files of one kind have in common: the names their columns are guessed to have, and the guesses.
 * Null for formats that say of themselves how they are read. Throws as sniffing does.
 */
export async function shapeOf(
  file: SourceFile,
): Promise<{ readonly shape: string; readonly sniffed: SniffedText } | null> {
  const { format } = await detectFormat(file.path, file.name);
  if (format !== 'delimited') return null;
  const sniffed = await sniffFile(file, {}, null);
  const names = sniffed.plans.map(({ name }) => name);
  const shape = createHash('sha256').update(canonicalJson({ format, names })).digest('hex');
  return { shape, sniffed };
}

export function recallFixes({ db }: Workspace, shape: string): Fixes | null {
  const row = db.prepare('SELECT options_json FROM import_shapes WHERE shape = ?').get(shape);
  if (row === undefined) return null;
  const { options_json: json } = z.object({ options_json: z.string() }).parse(row);
  const fixes = fixesSchema.safeParse(JSON.parse(json));
  // What an earlier release wrote may not fit any more: then the guesses stand.
  return fixes.success ? fixesOf(fixes.data) : null;
}

/** Keeps the fixes for the next file of the shape; null forgets them. */
export function keepFixes(
  { db }: Workspace,
  shape: string,
  kept: { readonly fixes: Fixes | null; readonly at: number },
): void {
  if (kept.fixes === null) {
    db.prepare('DELETE FROM import_shapes WHERE shape = ?').run(shape);
    return;
  }
  db.prepare(
    `INSERT INTO import_shapes (shape, options_json, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (shape) DO UPDATE SET options_json = excluded.options_json, updated_at = excluded.updated_at`,
  ).run(shape, JSON.stringify(kept.fixes), kept.at);
}
