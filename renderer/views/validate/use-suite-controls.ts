import { useState } from 'react';
import type { OutputOf } from '../../../core/contract/contract.ts';
import type { Version } from '../../../core/contract/data.ts';
import type { Job } from '../../../core/contract/events.ts';
import type { Failure } from '../../../core/contract/failure.ts';
import { client } from '../../client/client.ts';
import { toFailure } from '../../client/to-failure.ts';
import { useJob } from '../../client/use-job.ts';
import { formatCount } from '../../components/format.ts';
import { deleteDraft, exportDraft, importSuite, saveDraft } from './suite-actions.ts';
import {
  addRules,
  freeName,
  isChanged,
  newRules,
  type SuiteDraft,
  suiteOf,
} from './suite-draft.ts';
import { useSuiteDrafts } from './suite-drafts.ts';
import { useSuiteDraft } from './use-suite-draft.ts';
import { useValidateState, useValidateTab } from './validate-state.ts';

type Imported = OutputOf<'validation.importSuite'>;

export interface SuiteControls {
  readonly draft: SuiteDraft | null;
  readonly loading: boolean;
  readonly edit: (title: string, after: SuiteDraft, tag?: string) => void;
  readonly rename: (name: string) => void;
  readonly open: (name: string) => Promise<void>;
  readonly start: () => void;
  readonly copy: () => Promise<void>;
  readonly suggest: () => Promise<void>;
  readonly save: () => Promise<void>;
  readonly run: () => Promise<void>;
  readonly remove: () => Promise<void>;
  readonly exportAs: (format: 'json' | 'yaml') => Promise<void>;
  readonly chooseFile: () => void;
  /** What an import left out; null: nothing to tell. */
  readonly imported: Imported | null;
  readonly closeImported: () => void;
  readonly suggesting: boolean;
  readonly running: boolean;
  /** A save or the like is under way. */
  readonly busy: boolean;
  /** Job to show progress of. */
  readonly job: { readonly job: Job | null; readonly cancel: () => void } | null;
  readonly failure: Failure | null;
  readonly dismiss: () => void;
  /** Said once: how many rules a suggestion brought. */
  readonly note: string | null;
}

/** Everything that can be done with the suite that is open for the version's dataset. */
export function useSuiteControls(version: Version): SuiteControls {
  const { draft, loading, edit } = useSuiteDraft(version);
  const suggestion = useJob('validation.suggest', `suggest ${version.id}`);
  const check = useJob('validation.run', `run ${version.id}`);
  const choose = useValidateState((state) => state.choose);
  const scoreWith = useValidateState((state) => state.scoreWith);
  const [, show] = useValidateTab();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [imported, setImported] = useState<Imported | null>(null);
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState<string | null>(null);
  const { datasetId, datasetName, id } = version;

  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setFailure(null);
    setNote(null);
    try {
      await work();
    } catch (thrown) {
      setFailure(toFailure(thrown));
    } finally {
      setBusy(false);
    }
  };
  const names = async (): Promise<string[]> => {
    const { suites } = await client.call('validation.suites', {});
    return [
      ...suites.map(({ name }) => name),
      ...useSuiteDrafts.getState().drafts.map(({ name }) => name),
    ];
  };
  const begin = async (wanted: string, expectations = suiteOfNothing): Promise<void> => {
    const suite = {
      name: freeName(wanted, await names()),
      expectations: [...expectations],
      meta: {},
      notes: '',
    };
    useSuiteDrafts.getState().show(datasetId, suite, false);
    choose({ rule: null });
  };
  const take = (file: File): Promise<void> =>
    attempt(async () => {
      const made = await importSuite(file, datasetId);
      choose({ rule: null, column: null });
      if (made.unsupported.length > 0) setImported(made);
      else setNote(`${formatCount(made.suite.expectations.length, 'rule')} taken over.`);
    });

  return {
    draft,
    loading,
    edit,
    rename: (name) => draft && edit('Rename the suite', { ...draft, name }, `name ${draft.key}`),
    open: (name) =>
      attempt(async () => {
        const suite = await client.call('validation.showSuite', { name });
        useSuiteDrafts.getState().show(datasetId, suite, true);
        choose({ rule: null, column: null });
      }),
    start: () => void attempt(() => begin(datasetName)),
    copy: () =>
      attempt(() => (draft ? begin(draft.name, suiteOf(draft).expectations) : Promise.resolve())),
    async suggest() {
      setFailure(null);
      setNote(null);
      const made = await suggestion.start({ version: id });
      if (!made) return;
      if (!draft) {
        await attempt(() => begin(datasetName, made.expectations));
        return;
      }
      const found = newRules(draft, made.expectations);
      if (found.length > 0)
        edit(`Add ${formatCount(found.length, 'suggested rule')}`, addRules(draft, found).draft);
      setNote(
        found.length > 0
          ? `${formatCount(found.length, 'suggested rule')} added.`
          : 'The suite has every rule that can be suggested.',
      );
    },
    save: () => attempt(() => (draft ? saveDraft(draft) : Promise.resolve())),
    async run() {
      if (!draft) return;
      setFailure(null);
      setNote(null);
      const suite = isChanged(draft) || !draft.saved ? suiteOf(draft) : draft.saved.name;
      const result = await check.start({ version: id, suite });
      if (!result) return;
      if (typeof suite === 'string') scoreWith(datasetId, suite);
      show('results', { result: result.id });
    },
    remove: () => attempt(() => (draft ? deleteDraft(draft, datasetId) : Promise.resolve())),
    exportAs: (format) => attempt(() => (draft ? exportDraft(draft, format) : Promise.resolve())),
    chooseFile: () => chooseSuiteFile((file) => void take(file)),
    imported,
    closeImported: () => setImported(null),
    suggesting: suggestion.running,
    running: check.running,
    busy,
    job: check.running ? check : suggestion.running ? suggestion : null,
    failure: failure ?? check.error ?? suggestion.error,
    dismiss: () => {
      setFailure(null);
      if (check.error) check.reset();
      if (suggestion.error) suggestion.reset();
    },
    note,
  };
}

const suiteOfNothing: OutputOf<'validation.suggest'>['expectations'] = [];

function chooseSuiteFile(take: (file: File) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,.yaml,.yml';
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file) take(file);
  });
  input.click();
}
