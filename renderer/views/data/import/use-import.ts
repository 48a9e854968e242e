import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Version } from '../../../../core/contract/data.ts';
import { useJob } from '../../../client/use-job.ts';
import { useSelection } from '../../../stores/selection.ts';
import { pushAddition } from '../dataset-steps.ts';
import { type Combine, combinedName } from './combine.ts';
import type { ImportDraft, ImportDrafts } from './use-import-drafts.ts';

const named = (name: string | null): { name?: string } =>
  name === null || name.trim() === '' ? {} : { name: name.trim() };

/** Imports what is on the sheet; what cannot be imported stays there. */
export function useImport(state: ImportDrafts) {
  const files = useJob('data.import');
  const paste = useJob('data.paste');
  const [at, setAt] = useState<{ readonly done: number; readonly of: number } | null>(null);
  const [, go] = useLocation();
  const selectVersion = useSelection((selection) => selection.selectVersion);

  async function pasted({ id, name, options, text }: ImportDraft): Promise<Version | null> {
    const types = options.types ? { types: options.types } : {};
    const output = await paste.start({ text: text ?? '', ...named(name), ...types });
    if (output === null) return null;
    state.remove(id);
    return output.version;
  }

  /** Undefined: this file failed and stays on the sheet, the next may go on. */
  async function file(draft: ImportDraft): Promise<Version | null | undefined> {
    const { id, path, name, options } = draft;
    const output = await files.start({ files: [path ?? ''], ...named(name), ...options });
    if (output === null) return null;
    const failure = output.failures[0]?.error;
    if (failure) {
      state.change(id, { failure });
      return undefined;
    }
    state.remove(id);
    return output.version;
  }

  async function oneByOne(drafts: readonly ImportDraft[]): Promise<Version | null> {
    let first: Version | null = null;
    for (const [done, draft] of drafts.entries()) {
      setAt({ done, of: drafts.length });
      const version = await (draft.text === null ? file(draft) : pasted(draft));
      if (version === null) break;
      if (!version) continue;
      pushAddition(version);
      first ??= version;
    }
    return first;
  }

  async function together(
    drafts: readonly ImportDraft[],
    { name, sourceColumn, options }: Combine,
  ): Promise<Version | null> {
    setAt({ done: 0, of: 1 });
    const output = await files.start({
      files: drafts.flatMap(({ path }) => path ?? []),
      combine: true,
      ...named(name ?? combinedName(drafts)),
      ...(sourceColumn.trim() === '' ? {} : { sourceColumn: sourceColumn.trim() }),
      ...options,
    });
    if (output === null) return null;
    const failed = new Map(output.failures.map(({ file: path, error }) => [path, error]));
    for (const { id, path } of drafts) {
      const failure = path === null ? undefined : failed.get(path);
      if (failure) state.change(id, { failure });
      else state.remove(id);
    }
    pushAddition(output.version);
    return output.version;
  }

  /** True when something came in. */
  const start = async (drafts: readonly ImportDraft[], combine: Combine): Promise<boolean> => {
    const version = await (combine.on === true ? together(drafts, combine) : oneByOne(drafts));
    setAt(null);
    if (version === null) return false;
    selectVersion(version.id);
    go('/data');
    return true;
  };
  const job = paste.running || paste.error ? paste : files;
  return { job: job.job, error: job.error, cancel: job.cancel, reset, at, start };

  function reset(): void {
    files.reset();
    paste.reset();
  }
}
