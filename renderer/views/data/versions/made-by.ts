const words: Readonly<Record<string, string>> = {
  'data.import': 'import',
  'data.paste': 'pasted cells',
  'data.importDatabase': 'database',
  'data.saveSql': 'query',
  'data.restore': 'restore',
  'data.promote': 'promotion',
  'demo.run': 'sample',
};

/** What made a version, in a word or two; an operation without a word of its own by its name. */
export function madeBy(operation: string): string {
  return words[operation] ?? operation;
}
