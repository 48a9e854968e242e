import { useEffect } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import { client } from '../../client/client.ts';
import { useQuery } from '../../client/use-query.ts';
import { isChanged, type SuiteDraft } from './suite-draft.ts';
import { editSuite, useSuiteDrafts } from './suite-drafts.ts';

export interface OpenDraft {
  readonly draft: SuiteDraft | null;
  /** Nothing can be said yet. */
  readonly loading: boolean;
  readonly edit: (title: string, after: SuiteDraft, tag?: string) => void;
}

/** Names of suites that may be meant for a dataset, the best first. */
function candidates(
  datasetName: string,
  suites: readonly { readonly name: string }[],
  results: readonly { readonly suite: string }[],
): readonly string[] {
  const names = suites.map(({ name }) => name);
  const used = results.map(({ suite }) => suite).filter((name) => names.includes(name));
  return [...used, ...names.filter((name) => name.startsWith(datasetName))];
}

/** The suite that is open for the dataset of a version; at first the one that was used with it last. */
export function useSuiteDraft(version: Version): OpenDraft {
  const { datasetId, datasetName } = version;
  const suites = useQuery('validation.suites', {});
  const results = useQuery('validation.results', { version: version.id, limit: 20 });
  const key = useSuiteDrafts((state) => state.open[datasetId]);
  const draft = useSuiteDrafts((state) => state.drafts.find((each) => each.key === key)) ?? null;
  const ready = suites.data !== undefined && results.data !== undefined;
  const wanted =
    ready && key === undefined
      ? candidates(datasetName, suites.data.suites, results.data.results)[0]
      : undefined;
  useEffect(() => {
    if (wanted === undefined) return;
    let gone = false;
    client.call('validation.showSuite', { name: wanted }).then(
      (suite) => {
        const { open, show } = useSuiteDrafts.getState();
        if (!gone && open[datasetId] === undefined) show(datasetId, suite, true);
      },
      // deleted meanwhile: there is nothing to open
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [wanted, datasetId]);
  useFreshDraft(draft);
  return {
    draft,
    loading: key === undefined && (!ready || wanted !== undefined) && !suites.error,
    edit: (title, after, tag) => {
      const before = useSuiteDrafts.getState().drafts.find((each) => each.key === after.key);
      if (before) editSuite(datasetId, title, { before, after, ...(tag ? { tag } : {}) });
    },
  };
}

/** Follows a suite that was saved elsewhere, as long as there are no changes here. */
function useFreshDraft(draft: SuiteDraft | null): void {
  const name = draft?.saved?.name ?? null;
  const { data } = useQuery('validation.showSuite', name === null ? null : { name });
  useEffect(() => {
    if (!draft || !data || draft.saved?.name !== data.name || isChanged(draft)) return;
    if (JSON.stringify(draft.saved.expectations) === JSON.stringify(data.expectations)) return;
    const { expectations, name: title, ...rest } = data;
    useSuiteDrafts.getState().put({
      ...draft,
      name: title,
      rest,
      saved: data,
      rules: expectations.map((expectation, at) => ({ key: `r${at + 1}`, expectation })),
    });
  }, [draft, data]);
}
