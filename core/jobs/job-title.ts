import { basename } from 'node:path';

type Input = Readonly<Record<string, unknown>>;

function text(input: Input, field: string): string {
  const value = input[field];
  return typeof value === 'string' ? value : '';
}

function fileTitle(input: Input): string {
  const files = Array.isArray(input['files']) ? input['files'].map(String) : [];
  const first = basename(files[0] ?? '');
  return files.length > 1 ? `Import ${first} and ${files.length - 1} more` : `Import ${first}`;
}

/** An id as words: `auto` is a choice among all. */
function words(id: string): string {
  return id === 'auto' ? 'the best algorithm' : id.replaceAll('_', ' ');
}

const titles: Readonly<Record<string, (input: Input) => string>> = {
  'data.import': fileTitle,
  'data.paste': (i) => `Paste ${text(i, 'name')}`,
  'data.importDatabase': (i) => `Import ${text(i, 'table') || 'a query'} from a database`,
  'data.export': (i) => `Export ${text(i, 'version')} as ${text(i, 'format')}`,
  'eda.profile': (i) => `Profile ${text(i, 'version')}`,
  'models.train': (i) => `Train ${words(text(i, 'algorithm'))} on ${text(i, 'version')}`,
  'evaluation.run': (i) => `Evaluate ${text(i, 'model')} on ${text(i, 'version')}`,
  'explainability.shap': (i) => `Explain ${text(i, 'model')} on ${text(i, 'version')}`,
  'serving.predict': (i) => `Score ${basename(text(i, 'file'))} with ${text(i, 'model')}`,
  'monitoring.drift': (i) => `Drift of ${text(i, 'current')} from ${text(i, 'reference')}`,
  'registry.inspect': (i) => `Look into ${basename(text(i, 'file'))}`,
  'registry.import': (i) => `Import ${basename(text(i, 'file'))}`,
  'reporting.render': (i) => `Write the ${text(i, 'kind')} report`,
  'demo.run': () => 'The whole journey on a bundled dataset',
};

/** One line for people: what the job does, to what. `fallback` is for operations without a title. */
export function jobTitle(operation: string, input: unknown, fallback: string): string {
  return titles[operation]?.(input as Input) ?? fallback;
}
