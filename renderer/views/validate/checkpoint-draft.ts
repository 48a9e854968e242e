import type { Checkpoint } from '../../../core/contract/validation.ts';

export type NotifyOn = Checkpoint['actions'][number]['notifyOn'];

/** A checkpoint as its form holds it. */
export interface CheckpointDraft {
  readonly name: string;
  readonly validations: readonly { readonly version: string; readonly suite: string }[];
  /** Null: no such file. */
  readonly html: NotifyOn | null;
  readonly json: NotifyOn | null;
}

export const notifyTitles: Readonly<Record<NotifyOn, string>> = {
  all: 'after every run',
  failure: 'when a rule is broken',
  success: 'when every rule holds',
};

export function checkpointDraft(checkpoint: Checkpoint): CheckpointDraft {
  const when = (type: Checkpoint['actions'][number]['type']): NotifyOn | null =>
    checkpoint.actions.find((action) => action.type === type)?.notifyOn ?? null;
  return {
    name: checkpoint.name,
    validations: checkpoint.validations,
    html: when('write_html'),
    json: when('write_json'),
  };
}

/**
 * The checkpoint to save. Its files go to `folder` under its name; a file that was there before keeps
 * its place.
 */
export function checkpointOf(
  draft: CheckpointDraft,
  folder: string,
  before: Checkpoint | null,
): Checkpoint {
  const name = draft.name.trim();
  const file = name.replaceAll(/[<>:"/\\|?*]+/g, '-');
  const place = (type: 'write_html' | 'write_json', ending: string): string =>
    before?.actions.find((action) => action.type === type)?.path ?? `${folder}/${file}.${ending}`;
  return {
    name,
    validations: [...draft.validations],
    actions: [
      ...(draft.html === null
        ? []
        : [
            {
              type: 'write_html' as const,
              path: place('write_html', 'html'),
              notifyOn: draft.html,
            },
          ]),
      ...(draft.json === null
        ? []
        : [
            {
              type: 'write_json' as const,
              path: place('write_json', 'json'),
              notifyOn: draft.json,
            },
          ]),
    ],
    resultFormat: before?.resultFormat ?? 'SUMMARY',
  };
}

/** What keeps it from being saved, as a sentence. */
export function checkpointProblem(draft: CheckpointDraft): string | null {
  if (draft.name.trim() === '') return 'Give the checkpoint a name';
  if (draft.validations.length === 0) return 'Add a check';
  if (draft.validations.some(({ version, suite }) => version.trim() === '' || suite === ''))
    return 'Choose data and a suite for every check';
  return null;
}
